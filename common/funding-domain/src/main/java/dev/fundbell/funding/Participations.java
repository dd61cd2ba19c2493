package dev.fundbell.funding;

import org.springframework.data.jpa.repository.JpaRepository;

/** All participations. */
public interface Participations extends JpaRepository<Participation, Long> {

}
