#!/usr/bin/env bash
# As the real image: makes the data directory at the first start, sets root's password, sources the scripts of
# /docker-entrypoint-initdb.d against a server without a network, and then runs the server as mysql.
set -euo pipefail

options=(--no-defaults --basedir=/opt/mariadb --lc-messages-dir=/opt/mariadb/share --datadir=/var/lib/mysql
	--socket=/run/mysqld/mysqld.sock --pid-file=/run/mysqld/mysqld.pid --user=mysql)
[[ "${1:-}" == mariadbd ]] && shift

if [[ ! -d /var/lib/mysql/mysql ]]; then
	chown mysql: /var/lib/mysql
	/opt/mariadb/scripts/mariadb-install-db --no-defaults --basedir=/opt/mariadb --datadir=/var/lib/mysql --user=mysql \
		--auth-root-authentication-method=normal --skip-test-db >/dev/null
	mariadbd "${options[@]}" "$@" --skip-networking &
	server=$!
	until mariadb --socket=/run/mysqld/mysqld.sock --user=root -e 'SELECT 1' >/dev/null 2>&1; do sleep 0.3; done
	mariadb --socket=/run/mysqld/mysqld.sock --user=root <<-SQL
		CREATE USER 'root'@'%' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
		GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;
		ALTER USER 'root'@'localhost' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
		DELETE FROM mysql.global_priv WHERE User = '';
		FLUSH PRIVILEGES;
	SQL
	export MYSQL_UNIX_PORT=/run/mysqld/mysqld.sock
	for script in /docker-entrypoint-initdb.d/*.sh; do
		# shellcheck disable=SC1090 # the image's user brings it
		. "$script"
	done
	kill "$server"
	wait "$server"
fi
exec mariadbd "${options[@]}" "$@"
