#!/usr/bin/env bash
# Client of an event stream with curl and bash alone: its address and token are the arguments.
set -u

event=message
data=
next_id=
last_id= # of the last event that was whole

show() {
  case $1 in
    id:*) next_id=${1#id: } ;;
    event:*) event=${1#event: } ;;
    data:*) data=${1#data: } ;;
    "")
      last_id=$next_id
      [[ -z $data ]] || printf '%s\t%s\t%s\n' "$event" "$last_id" "$data"
      event=message
      data=
      ;;
  esac
}

while :; do
  next_id=$last_id
  event=message
  data=
  while IFS= read -r line; do
    show "$line"
  done < <(exec curl --silent --no-buffer --compressed --header "Authorization: Bearer $2" \
    ${last_id:+--header "Last-Event-ID: $last_id"} "$1")
  sleep 0.5
done
