package io.filterfit.service;

import io.filterfit.checkpoint.CheckpointInterval;
import io.filterfit.nd4j.Device;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The configuration that all services understand; {@code filterfit.store.bucket} is FILTERFIT_STORE_BUCKET in the environment. */
@ConfigMapping(prefix = "filterfit")
public interface ServiceConfiguration {

    /**
     * What computes: {@code cpu}; {@code cuda}, without which the service does not start; or {@code auto}, a GPU where one can be used,
     * else the CPU.
     */
    @WithDefault("auto")
    Device device();

    /** How many GPUs share a batch in training. */
    @WithDefault("1")
    int gpus();

    /** Where artifacts are. */
    Store store();

    /** How a stage does its work. */
    Work work();

    /** The topics of the pipeline. */
    Topics topics();

    /** What is measured. */
    Metrics metrics();

    /** Where images come from. */
    Datasets datasets();

    interface Store {

        /** The S3 API, for instance {@code http://minio:9000}. */
        URI endpoint();

        /** Where artifacts are written. */
        @WithDefault("filterfit")
        String bucket();

        /** As the store wants it in signatures. */
        @WithDefault("us-east-1")
        String region();

        String accessKey();

        String secretKey();

        /**
         * A file of certificates in PEM that the store's certificate is signed by, where the endpoint is {@code https://} and no
         * authority that Java knows signed it.
         */
        Optional<Path> caCertificates();

        /** How long an operation is tried again while the store does not answer: longer than a restart of the store takes. */
        @WithDefault("10m")
        Duration retryFor();

        /** Larger artifacts, models among them, are refused. */
        @WithDefault("2G")
        MemorySize largestArtifact();

        /** Whether the bucket is made at start if it does not exist and the credentials permit it. */
        @WithDefault("true")
        boolean createBucket();
    }

    interface Work {

        /**
         * Attempts at one stage of one round, those that killed the service counted, before the job fails. Only those count that went
         * on from the same place: a job whose checkpoints show that it got further starts counting anew.
         */
        @WithDefault("3")
        int attempts();

        /** The pause before the second attempt; it doubles with every further one. */
        @WithDefault("5s")
        Duration retryDelay();

        /** A job that shows no sign of life for this long makes the service report itself as not live. */
        @WithDefault("30m")
        Duration stuckAfter();

        /** How long the running job may take to stop when the service is told to end. */
        @WithDefault("15s")
        Duration stopWithin();

        /** How often training takes a checkpoint: by the clock ({@code 30s}, {@code 5m}, {@code 2h}) or by steps ({@code 500 steps}). */
        @WithDefault("5m")
        CheckpointInterval checkpointEvery();

        /** Holds a job's files while it is worked on. */
        @WithDefault("${java.io.tmpdir}/filterfit")
        Path directory();
    }

    interface Topics {

        /** Whether missing topics are made at start, where the broker permits it. */
        @WithDefault("true")
        boolean create();

        /** Of a topic that is made: the most replicas of one service that can work at once. */
        @WithDefault("8")
        int partitions();
    }

    interface Metrics {

        /**
         * A job is named in a series of its own ({@code filterfit_job_info}) once it has been under way in a stage for this long. Shorter
         * ones would fill Prometheus with series, and be over before they are looked at.
         */
        @WithDefault("30s")
        Duration jobsNamedAfter();

        /** How often the broker is asked for the lag of the service's consumer group. */
        @WithDefault("15s")
        Duration lagEvery();
    }

    interface Datasets {

        /**
         * Under which a request may name data sets by relative path, beside those that are known by name. Without it, only
         * the latter: a request must not make the service read any directory.
         */
        Optional<Path> directory();

        /** Keeps what was fetched; the user's cache directory by default. */
        Optional<Path> cache();
    }
}
