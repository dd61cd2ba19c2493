package dev.fundbell.benchmarks.naive;

import org.springframework.data.jpa.repository.JpaRepository;

/** Repository of fundings. */
public interface Fundings extends JpaRepository<Funding, Long> {

}
