package io.filterfit.service;

import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.EventCodec;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.Topic;
import io.filterfit.contracts.UndecodableEventException;
import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * The jobs that somebody wants stopped. Every replica of every stage knows all of them: that job may be here, may come here later, or
 * may never come.
 */
@ApplicationScoped
class Cancellations {

    private static final Logger LOG = Logger.getLogger(Cancellations.class);

    private final Set<JobId> jobs = ConcurrentHashMap.newKeySet();
    private final CurrentJob currentJob;
    private final WaitingJobs waitingJobs;
    private final EventCodec codec;
    private final TopicLog log;

    Cancellations(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CurrentJob currentJob,
            WaitingJobs waitingJobs,
            EventCodec codec) {
        this.currentJob = currentJob;
        this.waitingJobs = waitingJobs;
        this.codec = codec;
        this.log = new TopicLog(kafka, "cancellations", Set.of(Topic.CANCELLATIONS), this::note);
    }

    /**
     * Whether this job is to be stopped. Waits until the topic was read once, so that a replica that has just started does not begin
     * what was cancelled before; not for ever, for a job that is cancelled is stopped later, too.
     */
    boolean include(JobId job, Duration patience) {
        if (!log.awaitCaughtUp(patience)) {
            LOG.warnf("job %s begins before it is known which jobs were cancelled", job);
        }
        return jobs.contains(job);
    }

    /** What a cancelled job fails with. */
    static CompressionException of(JobId job) {
        return new CompressionException(FailureReason.CANCELLED, "job " + job + " was cancelled on request");
    }

    private void note(ConsumerRecord<String, byte[]> message) {
        try {
            if (codec.decode(message.value()) instanceof CancelRequested cancelled && jobs.add(cancelled.jobId())) {
                currentJob.cancel(cancelled.jobId());
                if (log.isCaughtUp()) {
                    waitingJobs.cancel(cancelled.jobId());
                }
            }
        } catch (UndecodableEventException e) {
            LOG.warnf("a message on %s is passed over: %s", message.topic(), e.getMessage());
        }
    }

    void start(@Observes StartupEvent startup) {
        log.start();
    }

    void end(@Observes ShutdownEvent shutdown) {
        log.close();
    }
}
