"""How long Torch-Pruning takes to build its dependency graph and prune, warm.

Usage: torch_pruning_speed.py resnet-56|resnet-50 WARMUPS TIMES
Prints the seconds of each time in one line, and in a second one what it ran on.
"""

import copy
import sys
import time

import torch
import torch_pruning


def resnet_50():
    import torchvision

    return torchvision.models.resnet50(), torch.randn(1, 3, 64, 64)


def resnet_56():
    from pytorch_throughput import ResNet

    # With convolutions in its shortcuts: Torch-Pruning cannot prune the padded ones.
    return ResNet(56, projection=True), torch.randn(1, 3, 32, 32)


def prune(network, image):
    last = [module for module in network.modules() if isinstance(module, torch.nn.Linear)][-1]
    start = time.perf_counter()
    pruner = torch_pruning.pruner.MagnitudePruner(
        network, image, importance=torch_pruning.importance.MagnitudeImportance(p=2),
        pruning_ratio=0.3, ignored_layers=[last])
    pruner.step()
    return time.perf_counter() - start


if __name__ == "__main__":
    network, image = {"resnet-56": resnet_56, "resnet-50": resnet_50}[sys.argv[1]]()
    network.eval()
    warmups, times = int(sys.argv[2]), int(sys.argv[3])
    seconds = [prune(copy.deepcopy(network), image) for _ in range(warmups + times)][warmups:]
    print(*seconds)
    print(f"Torch-Pruning {torch_pruning.__version__}, PyTorch {torch.__version__}, {torch.get_num_threads()} threads")
