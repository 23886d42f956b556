package io.filterfit.plan;

import java.util.List;

/**
 * What cutting one group alone costs, once it has been recovered from without training.
 *
 * @param group the group's name
 * @param filters how many it has
 * @param accuracy top-1 of the whole network
 * @param images images of the validation split that were classified
 * @param points the fewer filters stay, the later
 */
public record GroupSensitivity(String group, int filters, double accuracy, int images, List<Point> points) {

    public GroupSensitivity {
        points = List.copyOf(points);
    }

    /**
     * @param kept how many filters stayed
     * @param accuracyDrop the accuracy of the whole network less that after the cut, negative where it rose
     */
    public record Point(int kept, double accuracyDrop) {}
}
