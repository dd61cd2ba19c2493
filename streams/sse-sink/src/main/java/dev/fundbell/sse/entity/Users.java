package dev.fundbell.sse.entity;

import org.springframework.data.jpa.repository.JpaRepository;

/** Repository of the users. */
public interface Users extends JpaRepository<User, Long> {

}
