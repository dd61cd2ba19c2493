CREATE TABLE inbox_positions (
  user_id bigint NOT NULL PRIMARY KEY,
  read_until datetime(6) NOT NULL COMMENT 'No notification that was published until then is unread',
  CONSTRAINT fk_inbox_positions_user FOREIGN KEY (user_id) REFERENCES users (id)
) COMMENT 'Where the search for unread notifications begins, so that it does not read a whole history';
