package dev.fundbell.dataflow.server.schedule;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.stereotype.Component;

/** JSON codec of the columns that hold properties and arguments. */
@Component("scheduleJson")
class Json {

	private final ObjectMapper mapper = new ObjectMapper();

	String write(Object value) {
		try {
			return this.mapper.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Map<String, String> readMap(String text) {
		return read(text, new TypeReference<Map<String, String>>() {
		});
	}

	List<String> readList(String text) {
		return read(text, new TypeReference<List<String>>() {
		});
	}

	private <T> T read(String text, TypeReference<T> type) {
		try {
			return this.mapper.readValue(text, type);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
