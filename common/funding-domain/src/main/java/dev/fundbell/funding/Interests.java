package dev.fundbell.funding;

import org.springframework.data.jpa.repository.JpaRepository;

/** All interests. */
public interface Interests extends JpaRepository<Interest, Long> {

}
