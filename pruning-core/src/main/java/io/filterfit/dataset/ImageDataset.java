package io.filterfit.dataset;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.spec.InputNormalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A data set of images in classes.
 *
 * @param name as it was asked for
 * @param classNames in the order of the labels
 * @param train what may be trained on; take {@link #holdOut} of it first
 * @param test read once, at the end
 */
public record ImageDataset(String name, List<String> classNames, ImageSplit train, ImageSplit test) {

    private static final long HOLD_OUT_SEED = 20_221_206;

    public ImageDataset {
        classNames = List.copyOf(classNames);
    }

    public ImageShape shape() {
        return train.shape();
    }

    public int classes() {
        return classNames.size();
    }

    /**
     * The same images, given to a network as it expects them.
     *
     * @param expected null for as the data set does
     */
    public ImageDataset normalised(InputNormalisation expected) {
        if (expected == null) {
            return this;
        }
        if (expected.mean().size() != shape().channels()) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "normalisation is for images of " + expected.mean().size() + " channels; those of data set " + name
                            + " have " + shape().channels());
        }
        return new ImageDataset(name, classNames, train.normalised(expected), test.normalised(expected));
    }

    /**
     * Holds images out of the training split for validation, the same share of every class.
     *
     * <p>Which ones depends on nothing but the data set: had the network that is compressed been trained on what its compression
     * validates with, every decision would rest on images it knows by heart. A smaller hold-out is part of a larger one.
     */
    public TrainingSplits holdOut(int validationImages) {
        if (validationImages < 1 || validationImages >= train.size()) {
            throw new CompressionException(
                    FailureReason.INVALID_REQUEST,
                    "training.validationImages is " + validationImages + "; data set " + name + " has " + train.size()
                            + " training images, and at least one must be left to train on");
        }
        boolean[] heldOut = new boolean[train.size()];
        for (int image : interleavedByClass(shuffledByClass(), validationImages)) {
            heldOut[image] = true;
        }
        int[] training = new int[train.size() - validationImages];
        int[] validation = new int[validationImages];
        int trainingCount = 0;
        int validationCount = 0;
        for (int image = 0; image < heldOut.length; image++) {
            if (heldOut[image]) {
                validation[validationCount++] = image;
            } else {
                training[trainingCount++] = image;
            }
        }
        return new TrainingSplits(train.select("training", training), train.select("validation", validation));
    }

    private List<List<Integer>> shuffledByClass() {
        List<List<Integer>> byClass = new ArrayList<>();
        for (int label = 0; label < classes(); label++) {
            byClass.add(new ArrayList<>());
        }
        for (int image = 0; image < train.size(); image++) {
            byClass.get(train.label(image)).add(image);
        }
        Random random = new Random(HOLD_OUT_SEED);
        byClass.forEach(images -> Collections.shuffle(images, random));
        return byClass;
    }

    /** Takes from each class in proportion to its size: always from the class that is furthest behind its share. */
    private static int[] interleavedByClass(List<List<Integer>> byClass, int count) {
        int[] taken = new int[byClass.size()];
        int[] images = new int[count];
        for (int i = 0; i < count; i++) {
            int furthestBehind = -1;
            double leastShare = Double.POSITIVE_INFINITY;
            for (int label = 0; label < taken.length; label++) {
                int available = byClass.get(label).size();
                double share = (taken[label] + 0.5) / available;
                if (taken[label] < available && share < leastShare) {
                    leastShare = share;
                    furthestBehind = label;
                }
            }
            images[i] = byClass.get(furthestBehind).get(taken[furthestBehind]++);
        }
        return images;
    }

    static int[] all(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return order;
    }
}
