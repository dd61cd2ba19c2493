#!/usr/bin/env bash
# As in the real image: succeeds once the server takes connections over TCP.
MYSQL_PWD=$MARIADB_ROOT_PASSWORD exec mariadb --host=127.0.0.1 --user=root -e 'SELECT 1' >/dev/null
