package dev.fundbell.sse.entity;

import java.time.Instant;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** User of the funding service. */
@Entity
@Table(name = "users")
public class User {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String name;

	@Column(columnDefinition = "varchar(35)")
	private Locale locale;

	private @Nullable String phoneNumber;

	private Instant createdAt;

	/** For JPA. */
	@SuppressWarnings("NullAway.Init")
	protected User() {
	}

	/**
	 * A new user.
	 * @param name how the user wants to be called
	 * @param locale the language to write to the user in
	 * @param phoneNumber in E.164 form, if known
	 * @param createdAt when the user signed up
	 */
	public User(String name, Locale locale, @Nullable String phoneNumber, Instant createdAt) {
		this.name = name;
		this.locale = locale;
		this.phoneNumber = phoneNumber;
		this.createdAt = createdAt;
	}

	/** The id, once stored. */
	public long getId() {
		return Ids.stored(this.id);
	}

	public String getName() {
		return this.name;
	}

	public Locale getLocale() {
		return this.locale;
	}

	public @Nullable String getPhoneNumber() {
		return this.phoneNumber;
	}

	public Instant getCreatedAt() {
		return this.createdAt;
	}

}
