package io.filterfit.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.filterfit.spec.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * One round of one job: all that is known when the round starts. Every later event of the round carries it.
 *
 * @param request the job, as it was requested
 * @param number this round, from 1 to {@link io.filterfit.spec.CompressionSpec#allRounds}
 * @param network what this round starts from: the requested model in round 1, else what the round before trained
 * @param finished the rounds before, in order
 */
public record JobRound(CompressRequested request, int number, ArtifactReference network, List<FinishedRound> finished) {

    public JobRound {
        Checks.present("round.request", request);
        Checks.atLeast("round.number", number, 1);
        Checks.present("round.network", network);
        finished = finished == null ? List.of() : List.copyOf(finished);
        if (number > request.spec().allRounds()) {
            throw Checks.invalid("round.number is " + number + "; the job has "
                    + request.spec().allRounds() + " rounds");
        }
        if (finished.size() != number - 1) {
            throw Checks.invalid("round.finished holds " + finished.size() + " rounds; before round " + number
                    + " there must be " + (number - 1));
        }
    }

    /** The first round of a job. */
    public static JobRound first(CompressRequested request) {
        return new JobRound(request, 1, request.model(), List.of());
    }

    /** The round that follows this one, once its stages have produced these. */
    public JobRound next(Analysis analysis, Pruning pruning, Training training) {
        return new JobRound(request, number + 1, training.network(), including(finish(analysis, pruning, training)));
    }

    public FinishedRound finish(Analysis analysis, Pruning pruning, Training training) {
        return new FinishedRound(number, network, analysis, pruning, training);
    }

    @JsonIgnore
    public JobId jobId() {
        return request.jobId();
    }

    @JsonIgnore
    public boolean isLast() {
        return number == request.spec().allRounds();
    }

    /** Whether filters go in this round, as they do in all but one of soft pruning. */
    @JsonIgnore
    public boolean isCutting() {
        return request.spec().cutsIn(number);
    }

    private List<FinishedRound> including(FinishedRound last) {
        var rounds = new ArrayList<>(finished);
        rounds.add(last);
        return rounds;
    }
}
