package io.filterfit.trainer;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** With broker and store away. */
@QuarkusTest
class TrainerServiceTest {

    @Test
    void livesAndWaits() {
        get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'job' }.data.state", equalTo("idle"));
    }

    @Test
    void saysWhatItWaitsFor() {
        get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'Kafka broker' }.status", is("DOWN"))
                .body("checks.find { it.name == 'object store' }.status", is("DOWN"));
    }

    @Test
    void saysWhatComputes() {
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("filterfit_device_gpus{device=\"cpu\",names=\"\",requested=\"cpu\"} 0.0"))
                .body(containsString("filterfit_device_fallback{device=\"cpu\",requested=\"cpu\"} 0.0"));
    }

    @Test
    void doesNotKnowTheLagWhileTheBrokerIsAway() {
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("filterfit_kafka_lag_messages{stage=\"trainer\",topic=\"prunings\"} NaN"))
                .body(containsString("filterfit_dependency_up{dependency=\"Kafka broker\"} 0.0"))
                .body(containsString("filterfit_dependency_up{dependency=\"object store\"} 0.0"));
    }

    @Test
    void countsItsJobsFromTheStart() {
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("filterfit_jobs_received_total{stage=\"trainer\"} 0.0"))
                .body(containsString("filterfit_jobs_in_flight{stage=\"trainer\"} 0.0"));
    }
}
