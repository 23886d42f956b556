/**
 * The architectures of the literature, ready to train: CIFAR ResNets, VGG-16 with batch norm, and a plain small network.
 *
 * <p>All are built of stock Deeplearning4j layers (the parameter-free shortcut needs one vertex of ours), initialised as
 * He et al. do (normal, variance 2 / fan-in; convolutions without bias where batch norm follows), reproducible from a
 * seed, and carry their input shape. Layers are named as in papers: {@code stage1.block2.conv1}.
 */
package io.filterfit.model.zoo;
