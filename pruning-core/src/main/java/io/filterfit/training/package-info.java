/**
 * Trains a network: SGD with Nesterov momentum (Sutskever et al., 2013), weight decay on convolution and dense weights only, a
 * cosine schedule (Loshchilov and Hutter, 2017) with optional warm-up, flipped and cropped images, the best weights on the
 * validation split kept.
 *
 * <p>Contract: {@link io.filterfit.training.Trainer} works on the weights alone, with the optimiser's state of its own, so it trains any
 * ComputationGraph that classifies images, whatever updater and regularisation its configuration names, and changes nothing but
 * its weights. The same network, images, specification, seed and number of threads give the same weights.
 */
package io.filterfit.training;
