"""PyTorch's rate at training and running a CIFAR ResNet, in eager mode.

Prints a line `RATE <training> <inference> <setup>`, both in images per second, each by the median of several steps on one batch that
lies in memory. A training step is forward, cross-entropy, backward and the update; inference is the pass forward.
"""

import argparse
import contextlib
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F


def conv3x3(inputs, outputs, stride):
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)


class ChannelPadding(nn.Module):
    """The parameter-free shortcut: every second pixel, with channels of zeros on both sides."""

    def __init__(self, inputs, outputs):
        super().__init__()
        before = (outputs - inputs) // 2
        self.padding = (0, 0, 0, 0, before, outputs - inputs - before)

    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], self.padding)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, projection):
        super().__init__()
        self.conv1, self.bn1 = conv3x3(inputs, outputs, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = conv3x3(outputs, outputs, 1), nn.BatchNorm2d(outputs)
        if stride == 1:
            self.shortcut = nn.Identity()
        elif projection:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )
        else:
            self.shortcut = ChannelPadding(inputs, outputs)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x), inplace=True)


class ResNet(nn.Module):
    """He et al., "Deep Residual Learning for Image Recognition", 2016, section 4.2."""

    def __init__(self, depth, projection, classes=10):
        super().__init__()
        self.stem, self.bn = conv3x3(3, 16, 1), nn.BatchNorm2d(16)
        blocks, inputs = [], 16
        for filters in (16, 32, 64):
            for _ in range((depth - 2) // 6):
                blocks.append(Block(inputs, filters, 1 if filters == inputs else 2, projection))
                inputs = filters
        self.blocks = nn.Sequential(*blocks)
        self.classifier = nn.Linear(64, classes)

    def forward(self, x):
        x = self.blocks(F.relu(self.bn(self.stem(x)), inplace=True))
        return self.classifier(x.mean((2, 3)))


def images_per_second(batch, warm_up, steps, step):
    seconds = []
    for _ in range(warm_up + steps):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    return batch / statistics.median(seconds[warm_up:])


def allocator():
    with open("/proc/self/maps") as maps:
        return "jemalloc" if "libjemalloc" in maps.read() else "the system's malloc"


def one_dnn():
    words = torch.__config__.show().split("MKL-DNN v")
    return ", oneDNN " + words[1].split()[0] if len(words) > 1 else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("architecture", help="resnet-<depth> or resnet-<depth>-projection")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=5)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    options = parser.parse_args()

    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    name = options.architecture.split("-")
    layout = torch.channels_last if options.channels_last else torch.contiguous_format
    network = ResNet(int(name[1]), name[2:] == ["projection"]).to(memory_format=layout)
    images = torch.randn(options.batch, 3, 32, 32).contiguous(memory_format=layout)
    labels = torch.randint(10, (options.batch,))
    optimizer = torch.optim.SGD(
        network.parameters(), lr=1e-3, momentum=0.9, nesterov=True, weight_decay=1e-4
    )

    def precision():
        return torch.autocast("cpu", torch.bfloat16) if options.bfloat16 else contextlib.nullcontext()

    def train():
        optimizer.zero_grad()
        with precision():
            loss = F.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()

    def infer():
        with torch.inference_mode(), precision():
            network(images)

    network.train()
    training = images_per_second(options.batch, options.warm_up, options.steps, train)
    network.eval()
    inference = images_per_second(options.batch, options.warm_up, options.steps, infer)
    print(
        "RATE", training, inference,
        f"PyTorch {torch.__version__}{one_dnn()}, {torch.get_num_threads()} threads, {allocator()}",
    )


if __name__ == "__main__":
    main()
