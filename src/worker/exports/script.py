#!/usr/bin/env python3
"""A run of Delta Lab in PyTorch: the same initial weights, the same batches, the same cost curve.

    python3 SCRIPT.py                                              one process
    python3 -m torch.distributed.run --nproc_per_node 4 SCRIPT.py  four (torchrun): each takes its share of every batch

Needs PyTorch 1.10 or newer, and nothing else. Writes the cost J after each epoch as CSV: on the training part,
regularisation included, and on the test part, without it.

The layers are named as in Delta Lab's PyTorch notation: fc1 is the lecture's Θ⁽¹⁾; its bias is column 0 of Θ⁽¹⁾, its
weight the columns from 1 on.
"""
import argparse
import base64
import json
import os
import struct
import sys
import zlib

import torch
import torch.distributed as distributed
import torch.nn.functional as functional
from torch import nn

#: settings


#: network


#: costs


#: optimizer


def penalty(network):
    """(L2/2)·Σθ² + L1·Σ|θ| over the weights, never over the biases."""
    weights = [parameter for name, parameter in network.named_parameters() if name.endswith("weight")]
    return sum(L2 / 2 * weight.square().sum() + L1 * weight.abs().sum() for weight in weights)


# --- training ---------------------------------------------------------------------------------------------------------

# torchrun says who we are among how many; alone we are the only one.
RANK = int(os.environ.get("RANK", "0"))
WORLD = int(os.environ.get("WORLD_SIZE", "1"))


class Examples:
    """The rows of the data, training part first, looked up by number. [examples, inputs] and [examples, outputs]

    All of them are in this file. Data that outgrow one machine stay where they are: let `rows` read from there. Each
    process asks for its own rows alone.
    """

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def rows(self, numbers):
        return self.x[numbers], self.y[numbers]


def train_epoch(network, optimizer, examples, epoch):
    for batch in order_of(epoch).split(BATCH_SIZE):
        optimizer.zero_grad()
        x, y = examples.rows(batch[RANK::WORLD])
        # Divided by the whole batch (the last one may be smaller), so that the gradients of all processes add up to
        # the batch's. A share may be empty.
        (costs(network(x), y).sum() / len(batch)).backward()
        add_up_gradients(network)
        if L1 or L2:
            penalty(network).backward()
        optimizer.step()


def add_up_gradients(network):
    """Every process goes on with the sum over all processes, and so with the same weights."""
    if WORLD == 1:
        return
    gradients = [parameter.grad for parameter in network.parameters()]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(flat)
    for gradient, part in zip(gradients, flat.split([gradient.numel() for gradient in gradients])):
        gradient.copy_(part.view_as(gradient))


@torch.no_grad()
def mean_cost(network, examples, first, end):
    """Mean of cost(i) over the examples from `first` to before `end`, of which each process takes its share."""
    total = torch.zeros((), dtype=torch.float64)
    for numbers in torch.arange(first, end)[RANK::WORLD].split(4096):
        x, y = examples.rows(numbers)
        total += costs(network(x).double(), y.double()).sum()
    if WORLD > 1:
        distributed.all_reduce(total)
    return total.item() / (end - first)


@torch.no_grad()
def line_of(network, examples, epoch):
    train_cost = mean_cost(network, examples, 0, TRAIN_COUNT) + float(penalty(network))
    test_cost = f"{mean_cost(network, examples, TRAIN_COUNT, COUNT):.9g}" if COUNT > TRAIN_COUNT else ""
    return f"{epoch},{train_cost:.9g},{test_cost}"


def main():
    parser = argparse.ArgumentParser(description="A run of Delta Lab in PyTorch.")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="how many to train (default: %(default)s)")
    parser.add_argument("--out", help="where the costs go as CSV (default: standard output)")
    parser.add_argument("--weights", help="where the trained weights go, as a state_dict")
    arguments = parser.parse_args()

    if WORLD > 1:
        distributed.init_process_group("gloo")
    tensors = read_safetensors(zlib.decompress(base64.b64decode(DATA)))
    examples = Examples(tensors.pop("x"), tensors.pop("y"))
    network = Network()
    network.load_state_dict(tensors)
    optimizer = make_optimizer(network)

    # All processes compute the same numbers; the first one tells them.
    out = None
    if RANK == 0:
        out = open(arguments.out, "w", encoding="utf-8") if arguments.out else sys.stdout
        print("epoch,train_cost,test_cost", file=out)
    for epoch in range(arguments.epochs + 1):
        if epoch > 0:
            train_epoch(network, optimizer, examples, epoch - 1)
        line = line_of(network, examples, epoch)
        if out:
            print(line, file=out, flush=True)
    if RANK == 0 and arguments.out:
        out.close()
    if RANK == 0 and arguments.weights:
        torch.save(network.state_dict(), arguments.weights)
    if WORLD > 1:
        distributed.destroy_process_group()


# --- the order of the examples, number by number as Delta Lab draws it ------------------------------------------------

MASK = 0xFFFFFFFF
ORDER_STREAM = 2


def order_of(epoch):
    """The numbers of the training examples in the order of that epoch (Fisher and Yates)."""
    order = list(range(TRAIN_COUNT))
    if SHUFFLE:
        random = Random(SEED, ORDER_STREAM, epoch)
        for last in range(TRAIN_COUNT - 1, 0, -1):
            chosen = int(random.uint32() / 2**32 * (last + 1))
            order[last], order[chosen] = order[chosen], order[last]
    return torch.tensor(order)


class Random:
    """xoshiro128++ (Blackman and Vigna, 2021); its state comes from hashing the keys."""

    def __init__(self, *keys):
        word = 0x9E3779B9
        for key in keys:
            word = mix(word ^ (key & MASK))
            word = mix(int(word + key / 2**32) & MASK)
        self.state = [mix(word + index * 0x9E3779B9 & MASK) for index in range(1, 5)]

    def uint32(self):
        a, b, c, d = self.state
        result = rotate(a + d & MASK, 7) + a & MASK
        c ^= a
        d ^= b
        self.state = [a ^ d, b ^ c, c ^ (b << 9 & MASK), rotate(d, 11)]
        return result


def rotate(word, bits):
    return (word << bits | word >> (32 - bits)) & MASK


def mix(word):
    """Spreads each bit over all 32 (the finaliser of MurmurHash3)."""
    word = (word ^ word >> 16) * 0x85EBCA6B & MASK
    word = (word ^ word >> 13) * 0xC2B2AE35 & MASK
    return word ^ word >> 16


# --- the initial weights and the data ---------------------------------------------------------------------------------


def read_safetensors(data):
    """A JSON header with the place of each tensor, then the numbers: https://huggingface.co/docs/safetensors"""
    (length,) = struct.unpack_from("<Q", data)
    numbers = bytearray(data[8 + length :])
    tensors = {}
    for name, place in json.loads(data[8 : 8 + length]).items():
        begin, end = place["data_offsets"]
        flat = torch.frombuffer(numbers, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        tensors[name] = flat.reshape(place["shape"])
    return tensors


# Safetensors, compressed by zlib, in base64: x, y, and the weight and bias of each layer.
DATA = """
#: data
"""

if __name__ == "__main__":
    main()
