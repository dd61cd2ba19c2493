# Run by MariaDB's image at its first start: a database and an account of the same name for each. The password is in the
# environment of the client, where other processes do not see it.
for name in fundbell dataflow skipper; do
	variable="${name^^}_PASSWORD"
	MYSQL_PWD=$MARIADB_ROOT_PASSWORD mariadb --user=root <<-SQL
		CREATE DATABASE $name CHARACTER SET utf8mb4;
		CREATE USER '$name'@'%' IDENTIFIED BY '${!variable}';
		GRANT ALL ON $name.* TO '$name'@'%';
	SQL
done
