# Run by MariaDB's image at its first start: a database and an account of the same name for each.
for name in fundbell dataflow skipper; do
	variable="${name^^}_PASSWORD"
	mariadb --user=root --password="$MARIADB_ROOT_PASSWORD" <<-SQL
		CREATE DATABASE $name CHARACTER SET utf8mb4;
		CREATE USER '$name'@'%' IDENTIFIED BY '${!variable}';
		GRANT ALL ON $name.* TO '$name'@'%';
	SQL
done
