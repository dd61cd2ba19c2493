package dev.fundbell.sse.entity;

import org.springframework.data.jpa.repository.JpaRepository;

/** All users. */
public interface Users extends JpaRepository<User, Long> {

}
