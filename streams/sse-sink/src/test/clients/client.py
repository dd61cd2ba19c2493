"""Client of an event stream with Python's standard library alone: its address and token are the arguments."""

import http.client
import sys
import time
import urllib.error
import urllib.request

RETRY_SECONDS = 0.5


def listen(url, token, last_id):
    """Prints the messages until the stream ends; returns the id of the last one that was whole, to come back with."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}", "Accept": "text/event-stream"})
    if last_id:
        request.add_header("Last-Event-ID", last_id)
    next_id, event, data = last_id, "message", []
    try:
        with urllib.request.urlopen(request, timeout=60) as stream:
            for line in stream:
                field, colon, value = line.decode("utf-8").rstrip("\r\n").partition(":")
                value = value.removeprefix(" ")
                if field == "id":
                    next_id = value
                elif field == "event":
                    event = value
                elif field == "data":
                    data.append(value)
                elif not field and not colon:
                    last_id = next_id
                    if data:
                        print(event, last_id, "\n".join(data), sep="\t", flush=True)
                    event, data = "message", []
    except (OSError, http.client.HTTPException) as error:
        print(error, file=sys.stderr)
    return last_id


def main():
    """Comes back whenever the stream ends."""
    _, url, token = sys.argv
    last_id = None
    while True:
        last_id = listen(url, token, last_id)
        time.sleep(RETRY_SECONDS)


main()
