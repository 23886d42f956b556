package io.filterfit.benchmarks.load;

import io.filterfit.contracts.Topic;
import java.util.Locale;
import java.util.Map;

/**
 * What a large fleet would need, reckoned from what was measured of one machine. Every figure is a measured one, one that the reader may
 * change at the top of the page, or arithmetic.
 */
final class ScalingPage {

    private static final int TRAINERS = 1_000;
    private static final double JOBS_A_DAY = 1e6;
    private static final double SECONDS_A_DAY = 86_400;
    /** Of a consumer to which nothing comes. */
    private static final int FETCHES_A_SECOND = 10;

    private static final double UTILISATION = 0.7;
    private static final int COPIES = 3;
    private static final int GC_DAYS = 30;
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;
    private static final double TIB = GIB * 1024;

    /** What Kafka's authors recommended as the most (Rao, "Apache Kafka Supports 200K Partitions Per Cluster", 2018); KRaft takes more. */
    private static final int REPLICAS_A_BROKER = 4_000;

    private final LoadRecord record;

    ScalingPage(LoadRecord record) {
        this.record = record;
    }

    String markdown() {
        return text(
                        """
                # What a fleet of %,d trainers and a million jobs a day needs

                <!-- Written by benchmarks/load.sh from docs/results/records/load. -->

                On paper: arithmetic on what [load.md](results/load.md) measured of one machine. Nothing here was run at this size. What a job costs broker and store does
                not depend on how long it trains, but for progress (one message a second and stage) and the sizes of artifacts; the tiny network's are measured, and
                a real one's are to be put in their place.

                ## The rate

                | | |
                |---|---|
                | jobs a second | 1,000,000 / 86,400 s = **%.2f** |
                | training that %,d trainers can give a job, always busy | %,d x 86,400 s / 1,000,000 = **%.1f s** |
                | the same, busy for %.0f %% of the time | **%.1f s** |

                A job stays on its partition, so trainers do not help each other out. With exponentially distributed trainings a job then waits for
                %.1f / (1 - %.1f) x its training, %.1f times as long as it trains (M/M/1); at 90 %% it would be 9 times.

                """,
                        TRAINERS,
                        rate(),
                        TRAINERS,
                        TRAINERS,
                        TRAINERS * SECONDS_A_DAY / JOBS_A_DAY,
                        100 * UTILISATION,
                        UTILISATION * TRAINERS * SECONDS_A_DAY / JOBS_A_DAY,
                        UTILISATION,
                        UTILISATION,
                        UTILISATION / (1 - UTILISATION))
                + replicas()
                + partitions()
                + broker()
                + store()
                + limits();
    }

    private String replicas() {
        var rows = new StringBuilder();
        work().forEach((stage, seconds) -> {
            if (!stage.equals("trainer")) {
                rows.append(text(
                        "| %s | %.2f | %.2f x %.2f / %.1f = **%.0f** |\n",
                        stage, seconds, rate(), seconds, UTILISATION, Math.ceil(rate() * seconds / UTILISATION)));
            }
        });
        return text(
                """
                ## Replicas of the other stages

                Rate x seconds of work, at %.0f %% of their time. The seconds are those of %s.

                | stage | work, s | replicas |
                |---|---|---|
                %s
                """,
                100 * UTILISATION,
                record.demo() == null ? "the tiny network at half load" : "the demo's job (ResNet-8, CIFAR-10)",
                rows);
    }

    private String partitions() {
        int work = TRAINERS;
        int all = 5 * work + 4 * 64;
        return text(
                """
                ## Partitions

                A group has no more working members than its topic has partitions: `prunings` needs **%,d**, one a trainer, and better twice as many, so that those that
                KEDA adds find some. The topics between the other stages need as many as these have replicas; giving all five topics of work %,d is simple, and `results`,
                `progress`, `cancellations` and `dead-letters` do with 64. That is 5 x %,d + 4 x 64 = %,d partitions, with %d copies %,d replicas of partitions: at some
                %,d a broker, **%.0f brokers** by partitions.

                A group on the protocol of KIP-848 heartbeats every 5 s by default: %,d members send %,d small requests a second to one coordinator, and a member that
                comes or goes moves only its own partitions.

                """,
                work,
                work,
                work,
                all,
                COPIES,
                COPIES * all,
                REPLICAS_A_BROKER,
                Math.max(3, Math.ceil(COPIES * all / (double) REPLICAS_A_BROKER)),
                TRAINERS,
                TRAINERS / 5);
    }

    private String broker() {
        var perJob = record.perJob();
        double lasting = 0;
        double lastingMessages = 0;
        for (var topic : Topic.values()) {
            if (topic != Topic.PROGRESS) {
                lasting += perJob.eventBytes().getOrDefault(topic.topicName(), 0.0);
                lastingMessages += perJob.events().getOrDefault(topic.topicName(), 0.0);
            }
        }
        double progress = perJob.eventBytes().get(Topic.PROGRESS.topicName());
        double progressMessage = progress / perJob.events().get(Topic.PROGRESS.topicName());
        double progressRate = TRAINERS + rate() * perJob.events().get(Topic.PROGRESS.topicName());
        double bytesASecond = rate() * lasting + progressRate * progressMessage;
        long days = Topic.RESULTS.retention().toDays();
        long progressDays = Topic.PROGRESS.retention().toDays();
        return text(
                """
                ## Broker

                | | |
                |---|---|
                | events a job, progress apart (measured) | %.1f messages, %,.0f bytes |
                | a progress message (measured) | %,.0f bytes |
                | progress | %,d trainers x 1/s + %.2f x %.1f of the other stages = %,.0f messages/s |
                | asked for in vain | %,d trainers that wait x %d/s (`fetch.max.wait.ms`) = at most %,d small requests/s |
                | written by the services | %.2f x %.0f + %,.0f x %,.0f bytes/s = **%.2f MiB/s** |
                | written to disks | x %d copies = %.2f MiB/s |
                | kept, events | %,.0f bytes x 1,000,000 x %d days x %d = **%.1f TiB** |
                | kept, progress | %,.0f messages/s x %,.0f bytes x 86,400 s x %d days x %d = **%.1f TiB** |

                Throughput is no question for three brokers; partitions and disks size the cluster. Progress is %.0f %% of what is written, and %.0f %% of what
                is kept; to keep events for fewer days than %d saves most.

                """,
                lastingMessages,
                lasting,
                progressMessage,
                TRAINERS,
                rate(),
                perJob.events().get(Topic.PROGRESS.topicName()),
                progressRate,
                TRAINERS,
                FETCHES_A_SECOND,
                TRAINERS * FETCHES_A_SECOND,
                rate(),
                lasting,
                progressRate,
                progressMessage,
                bytesASecond / MIB,
                COPIES,
                COPIES * bytesASecond / MIB,
                lasting,
                days,
                COPIES,
                lasting * JOBS_A_DAY * days * COPIES / TIB,
                progressRate,
                progressMessage,
                progressDays,
                COPIES,
                progressRate * progressMessage * SECONDS_A_DAY * progressDays * COPIES / TIB,
                100 * progressRate * progressMessage / bytesASecond,
                100
                        / (1
                                + lasting
                                        * JOBS_A_DAY
                                        * days
                                        / (progressRate * progressMessage * SECONDS_A_DAY * progressDays)),
                days);
    }

    private String store() {
        var perJob = record.perJob();
        var rows = new StringBuilder();
        double all = 0;
        for (Map.Entry<String, Double> requests : perJob.requests().entrySet()) {
            if (requests.getValue() > 0) {
                rows.append(text(
                        "| %s | %.1f | %.0f |\n",
                        requests.getKey(), requests.getValue(), rate() * requests.getValue()));
                all += requests.getValue();
            }
        }
        return text(
                """
                ## Store

                | requests | a job (measured) | a second |
                |---|---|---|
                %s| together | %.1f | **%.0f** |

                Checkpoints come on top: one in five minutes and trainer, %,d / 300 s = %.1f uploads a second. Amazon's S3 takes 3,500 writes and 5,500 reads a second and prefix, so
                that one bucket does.

                A job leaves %.1f objects (measured) and %,.0f bytes, with the tiny network. With `filterfit gc --older-than %dd` once a day the bucket holds
                %d x 1,000,000 x %.1f = %,.0f million objects; listing them all is a request a thousand, %,.0f thousand requests. The outcomes stay, 4 a job of one round: 1.5 billion
                small objects a year.

                """,
                rows,
                all,
                rate() * all,
                TRAINERS,
                TRAINERS / 300.0,
                perJob.objects(),
                perJob.objectBytes(),
                GC_DAYS,
                GC_DAYS,
                perJob.objects(),
                GC_DAYS * perJob.objects(),
                GC_DAYS * perJob.objects());
    }

    private String limits() {
        return text(
                """
                ## What would give first

                - Whoever rebuilds a view of the jobs from the topics reads 90 days of them: 90 million jobs. `filterfit status` and the console are made for
                  thousands; at this size the topics' retention would be days, and a database behind the console.
                - `filterfit gc` keeps in memory what the topics tell of each job, and would be run on parts of the ids.
                - Trainers cannot take each other's queue. Share groups (KIP-932) would do away with the wait reckoned above
                  ([decision 3](adr/0003-long-jobs-on-kafka.md)).

                Measured at commit %s; [load.md](results/load.md) says how and on what.
                """,
                record.commit());
    }

    /** Seconds of work by stage. */
    private Map<String, Double> work() {
        return record.demo() == null ? record.paced().work() : record.demo().stages();
    }

    private static double rate() {
        return JOBS_A_DAY / SECONDS_A_DAY;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
