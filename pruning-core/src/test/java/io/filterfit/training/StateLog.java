package io.filterfit.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers the state after every step and validation, and may have a run start from one. */
final class StateLog implements Checkpoints {

    private final List<TrainingState> states = new ArrayList<>();
    private Optional<TrainingState> start = Optional.empty();

    static StateLog from(TrainingState state) {
        StateLog log = new StateLog();
        log.start = Optional.of(state);
        return log;
    }

    List<TrainingState> states() {
        return states;
    }

    @Override
    public Optional<TrainingState> newest(String run) {
        return start;
    }

    @Override
    public void offer(Supplier<TrainingState> state) {
        states.add(state.get());
    }
}
