package dev.fundbell.task.couponexpiry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The task's process. */
@SpringBootApplication
public class CouponExpiryTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(CouponExpiryTaskApplication.class, args);
	}

}
