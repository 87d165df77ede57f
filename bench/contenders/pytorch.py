"""PyTorch on one thread of the processor: a Sequential, a cost and SGD, as its tutorials write them.

Answers each line of JSON on standard input with one on standard output; `../turn.ts` says which there are.
"""

import base64
import json
import sys
import time
import warnings


def answer(**fields):
    print(json.dumps(fields), flush=True)


def tensor(text, columns):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).reshape(-1, columns)


try:
    import torch

    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
except ImportError:
    answer(missing="python3 has no torch")
    sys.exit()

ACTIVATIONS = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}


class Contestant:
    def __init__(self, workload, inputs, targets, theta):
        network = workload["network"]
        self.x = tensor(inputs, network["inputs"])
        self.y = tensor(targets, network["layers"][-1]["units"])
        self.size = workload["batchSize"]
        flat = tensor(theta, 1).flatten()
        modules, before, at = [], network["inputs"], 0
        for layer in network["layers"]:
            units = layer["units"]
            dense = torch.nn.Linear(before, units)
            block = flat[at : at + units * (1 + before)].reshape(units, 1 + before)
            with torch.no_grad():
                dense.bias.copy_(block[:, 0])
                dense.weight.copy_(block[:, 1:])
            modules.append(dense)
            if layer["activation"] in ACTIVATIONS:
                modules.append(ACTIVATIONS[layer["activation"]]())
            before, at = units, at + units * (1 + before)
        self.output = network["layers"][-1]["activation"]
        if workload["cost"] == "squared-error":
            self.cost = lambda h, y: torch.nn.functional.mse_loss(h, y, reduction="sum") / (2 * len(y))
        elif self.output == "softmax":
            self.y = self.y.argmax(1)
            self.cost = torch.nn.functional.cross_entropy
        else:
            modules.pop()  # the cost takes z
            self.cost = lambda z, y: torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(y)
        self.takes_z = workload["cost"] == "cross-entropy"
        self.net = torch.nn.Sequential(*modules)
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=workload["learningRate"])
        self.batches = list(zip(self.x.split(self.size), self.y.split(self.size)))
        self.next = 0

    def train_batch(self):
        x, y = self.batches[self.next]
        self.next = (self.next + 1) % len(self.batches)
        self.optimizer.zero_grad()
        self.cost(self.net(x), y).backward()
        self.optimizer.step()
        return len(x)

    def outputs(self):
        with torch.no_grad():
            h = self.net(self.x)
            if self.takes_z:
                h = h.softmax(1) if self.output == "softmax" else h.sigmoid()
        return h.flatten().tolist()


contestant = None
for line in sys.stdin:
    order = json.loads(line)
    if order["do"] == "prepare":
        contestant = Contestant(order["workload"], order["inputs"], order["targets"], order["theta"])
        workload = order["workload"]
        answer(equivalent={"cost": workload["cost"], "batchSize": workload["batchSize"]})
    elif order["do"] == "train":
        done = 0
        while done < order["examples"]:
            done += contestant.train_batch()
        answer(outputs=contestant.outputs())
    else:
        done, started = 0, time.perf_counter()
        while True:
            done += contestant.train_batch()
            seconds = time.perf_counter() - started
            if seconds >= order["seconds"]:
                break
        answer(examples=done, seconds=seconds)
