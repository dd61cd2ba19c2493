package dev.fundbell.task.couponexpiry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.task.configuration.EnableTask;

/** Main class of the coupon expiry task. */
@SpringBootApplication
@EnableTask
public class CouponExpiryTaskApplication {

	public static void main(String[] args) {
		SpringApplication.run(CouponExpiryTaskApplication.class, args);
	}

}
