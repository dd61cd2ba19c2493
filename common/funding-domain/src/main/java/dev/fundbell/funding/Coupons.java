package dev.fundbell.funding;

import org.springframework.data.jpa.repository.JpaRepository;

/** All coupons. */
public interface Coupons extends JpaRepository<Coupon, Long> {

}
