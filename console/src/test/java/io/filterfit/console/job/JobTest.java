package io.filterfit.console.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.filterfit.contracts.Analysis;
import io.filterfit.contracts.AnalysisCompleted;
import io.filterfit.contracts.ArtifactReference;
import io.filterfit.contracts.CancelRequested;
import io.filterfit.contracts.CompressRequested;
import io.filterfit.contracts.CompressionFailed;
import io.filterfit.contracts.Event;
import io.filterfit.contracts.JobId;
import io.filterfit.contracts.JobRound;
import io.filterfit.contracts.Pruning;
import io.filterfit.contracts.PruningCompleted;
import io.filterfit.contracts.RoundRequested;
import io.filterfit.contracts.Stage;
import io.filterfit.contracts.StageProgressed;
import io.filterfit.contracts.StageTiming;
import io.filterfit.contracts.Training;
import io.filterfit.contracts.TrainingCompleted;
import io.filterfit.contracts.TrainingProgress;
import io.filterfit.spec.CompressionSpec;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final JobId ID = new JobId("job");
    private static final ArtifactReference FILE = ArtifactReference.of("filterfit", "a/b.zip", 10, "0a".repeat(32));
    private static final StageTiming TIMING = new StageTiming(2, 1);
    private static final Analysis ANALYSIS = new Analysis(FILE, TIMING);
    private static final Pruning PRUNING = new Pruning(FILE, FILE, TIMING);
    private static final Training TRAINING = new Training(FILE, FILE, TIMING);
    private static final CompressRequested REQUEST = new CompressRequested(
            ID,
            FILE,
            CompressionSpec.of("cifar10", new Target.FlopsReduction(0.5))
                    .with()
                    .rounds(2)
                    .build());
    private static final JobRound FIRST = JobRound.first(REQUEST);

    private static final List<JobEvent> STORY = story();

    @Test
    void comesToTheSameInWhateverOrderTheTopicsAreRead() {
        var told = job(STORY);

        for (int seed = 0; seed < 200; seed++) {
            var shuffled = new ArrayList<>(STORY);
            shuffled.addAll(STORY.subList(0, seed % STORY.size()));
            Collections.shuffle(shuffled, new Random(seed));
            var other = job(shuffled);

            assertThat(other.summary()).isEqualTo(told.summary());
            assertThat(other.stages()).isEqualTo(told.stages());
            assertThat(other.trainingCurve()).isEqualTo(told.trainingCurve());
            assertThat(other.artifacts()).isEqualTo(told.artifacts());
            assertThat(other.events()).isEqualTo(told.events());
        }
    }

    @Test
    void knowsWhichStageHasIt() {
        assertThat(job(STORY.subList(0, 1)).status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job(STORY.subList(0, 1)).stage().state()).isEqualTo(StageView.State.WAITING);
        var running = job(STORY.subList(0, 2));
        assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(running.stage())
                .isEqualTo(new StageView(1, Stage.ANALYZER, StageView.State.RUNNING, 0.3, "reading", null, null, 1));
        var analysed = job(STORY.subList(0, 3));
        assertThat(analysed.stages().get(0).seconds()).isEqualTo(2);
        assertThat(analysed.stage().stage()).isEqualTo(Stage.PRUNER);
        assertThat(job(STORY).stage())
                .extracting(StageView::round, StageView::stage, StageView::state)
                .containsExactly(2, Stage.TRAINER, StageView.State.STOPPED);
    }

    @Test
    void drawsOnePointAnEpochTheLastThatWasTold() {
        assertThat(job(STORY).trainingCurve())
                .extracting(TrainingPoint::round, TrainingPoint::epoch, point -> point.progress()
                        .sequence())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 1, 2L),
                        org.assertj.core.groups.Tuple.tuple(1, 2, 3L),
                        org.assertj.core.groups.Tuple.tuple(2, 1, 1L));
    }

    @Test
    void isCancellingUntilItHasEnded() {
        var running = new ArrayList<>(STORY.subList(0, 2));
        running.add(at(50, new CancelRequested(ID)));

        assertThat(job(running).status()).isEqualTo(JobStatus.CANCELLING);
        assertThat(job(STORY).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void isNoneWhereThereIsNothingButTheWishToStopIt() {
        assertThat(job(List.of(at(1, new CancelRequested(ID)))).isKnown()).isFalse();
    }

    @Test
    void itsFirstEndAndItsFirstRequestCount() {
        var job = job(STORY);
        job.note(at(99, new CompressionFailed(ID, 1, Stage.PRUNER, FailureReason.INTERNAL, "later", Map.of())));
        job.note(at(99, new CompressRequested(ID, FILE, CompressionSpec.of("other", new Target.FlopsReduction(0.1)))));

        assertThat(job.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.request()).contains(REQUEST);
    }

    @Test
    void tellsWhoeverFollowsItEverythingOnceAndThatItEnded() {
        var job = job(STORY.subList(0, 4));
        List<JobEvent> heard = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        job.follow(new Job.Follower() {
            @Override
            public void told(JobEvent event) {
                heard.add(event);
            }

            @Override
            public void ended() {
                ends.add("ended");
            }
        });
        STORY.forEach(job::note);

        assertThat(heard).doesNotHaveDuplicates().contains(STORY.get(0), STORY.get(STORY.size() - 1));
        assertThat(ends).hasSize(1);
    }

    private static Job job(List<JobEvent> events) {
        var job = new Job(ID);
        events.forEach(job::note);
        return job;
    }

    private static List<JobEvent> story() {
        var second = FIRST.next(ANALYSIS, PRUNING, TRAINING);
        var events = List.of(
                REQUEST,
                progress(1, Stage.ANALYZER, 1, 1, 0.3, "reading", null),
                new AnalysisCompleted(FIRST, ANALYSIS),
                new PruningCompleted(FIRST, ANALYSIS, PRUNING),
                progress(1, Stage.TRAINER, 1, 1, 0.1, "epoch 1 of 2", 1),
                progress(1, Stage.TRAINER, 1, 2, 0.4, "epoch 1 of 2", 1),
                progress(1, Stage.TRAINER, 1, 3, 0.6, "epoch 2 of 2", 2),
                new TrainingCompleted(FIRST, ANALYSIS, PRUNING, TRAINING),
                new RoundRequested(second),
                new AnalysisCompleted(second, ANALYSIS),
                new PruningCompleted(second, ANALYSIS, PRUNING),
                progress(2, Stage.TRAINER, 1, 1, 0.1, "epoch 1 of 2", 1),
                new CancelRequested(ID),
                new CompressionFailed(
                        ID, 2, Stage.TRAINER, FailureReason.CANCELLED, "on request", Map.of("round-1/x", FILE)));
        List<JobEvent> story = new ArrayList<>();
        for (Event event : events) {
            story.add(at(story.size(), event));
        }
        return story;
    }

    private static StageProgressed progress(
            int round, Stage stage, int attempt, long sequence, double fraction, String activity, Integer epoch) {
        var training = epoch == null ? null : new TrainingProgress(epoch, 2, 3, 10, 0.5, 0.6, null, 100);
        return new StageProgressed(ID, round, stage, attempt, sequence, fraction, activity, null, training);
    }

    private static JobEvent at(long second, Event event) {
        return new JobEvent(event, Instant.ofEpochSecond(1_000_000 + second));
    }
}
