# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Game: crafting, loot and play-to-earn
@notice
  - Crafting burns a recipe's ingredients and mints its product: chains through the supplies of items
    that many recipes use.
  - Opening a box takes the next number of its counter and rolls with it: which item comes out, and so
    which slots are written, depends on how many boxes were opened before. A speculative execution on a
    stale counter does not merely compute a wrong value, it writes in a wrong place.
  - Servers report what players have earned, many at once; players claim it. What may be paid in a day is
    limited, so that every claim writes the day's sum.
@dev Rolls are as random as the block's: fit for a workload, and no more than that for a game.
"""

from ethereum.ercs import IERC20

interface Items:
    def mint(to: address, id: uint256, amount: uint256): nonpayable
    def burn_batch(
        holder: address, ids: DynArray[uint256, 32], amounts: DynArray[uint256, 32]
    ): nonpayable

event Crafted:
    player: indexed(address)
    recipe: indexed(uint256)
    times: uint256

event Opened:
    player: indexed(address)
    box: indexed(uint256)
    number: uint256
    item: uint256

event Reported:
    server: indexed(address)
    players: uint256

event Claimed:
    player: indexed(address)
    amount: uint256

struct Recipe:
    ingredients: uint256[3]
    amounts: uint256[3]
    product: uint256
    product_amount: uint256

struct Box:
    # The item that is the box, burned when it is opened.
    item: uint256
    # Items first_prize to first_prize + prizes - 1; each half as likely as the one before.
    first_prize: uint256
    prizes: uint256
    opened: uint256

PLAYERS_MAX: constant(uint256) = 64
DAY: constant(uint256) = 86_400

owner: public(address)
items: public(address)
reward_token: public(address)
day_limit: public(uint256)
is_server: public(HashMap[address, bool])
recipes: public(HashMap[uint256, Recipe])
boxes: public(HashMap[uint256, Box])
earned: public(HashMap[address, uint256])
paid_on: public(HashMap[uint256, uint256])


@deploy
def __init__(items: address, reward_token: address, day_limit: uint256):
    self.owner = msg.sender
    self.items = items
    self.reward_token = reward_token
    self.day_limit = day_limit


@external
def set_server(server: address, allowed: bool):
    assert msg.sender == self.owner, "forbidden"
    self.is_server[server] = allowed


@external
def set_recipe(recipe: uint256, definition: Recipe):
    assert msg.sender == self.owner, "forbidden"
    self.recipes[recipe] = definition


@external
def set_box(box: uint256, item: uint256, first_prize: uint256, prizes: uint256):
    assert msg.sender == self.owner, "forbidden"
    assert prizes > 0 and prizes <= 32, "prizes"
    self.boxes[box].item = item
    self.boxes[box].first_prize = first_prize
    self.boxes[box].prizes = prizes


@external
def craft(recipe: uint256, times: uint256):
    assert times > 0 and times <= 100, "times"
    definition: Recipe = self.recipes[recipe]
    assert definition.product_amount > 0, "no such recipe"
    ids: DynArray[uint256, 32] = []
    amounts: DynArray[uint256, 32] = []
    for i: uint256 in range(3):
        if definition.amounts[i] > 0:
            ids.append(definition.ingredients[i])
            amounts.append(definition.amounts[i] * times)
    extcall Items(self.items).burn_batch(msg.sender, ids, amounts)
    extcall Items(self.items).mint(
        msg.sender, definition.product, definition.product_amount * times
    )
    log Crafted(player=msg.sender, recipe=recipe, times=times)


@external
def open(box: uint256):
    prizes: uint256 = self.boxes[box].prizes
    assert prizes > 0, "no such box"
    number: uint256 = self.boxes[box].opened
    self.boxes[box].opened = number + 1
    extcall Items(self.items).burn_batch(msg.sender, [self.boxes[box].item], [1])
    roll: uint256 = convert(
        keccak256(
            concat(
                block.prevrandao, convert(box, bytes32), convert(number, bytes32),
                convert(msg.sender, bytes32)
            )
        ),
        uint256,
    )
    # The number of trailing ones, so that each prize is half as likely as the one before.
    prize: uint256 = 0
    for i: uint256 in range(prizes - 1, bound=32):
        if (roll >> i) & 1 == 0:
            break
        prize += 1
    item: uint256 = self.boxes[box].first_prize + prize
    extcall Items(self.items).mint(msg.sender, item, 1)
    log Opened(player=msg.sender, box=box, number=number, item=item)


@external
def report(players: DynArray[address, PLAYERS_MAX], amounts: DynArray[uint256, PLAYERS_MAX]):
    assert self.is_server[msg.sender], "forbidden"
    assert len(players) == len(amounts), "lengths"
    for i: uint256 in range(len(players), bound=PLAYERS_MAX):
        self.earned[players[i]] += amounts[i]
    log Reported(server=msg.sender, players=len(players))


@external
def claim():
    amount: uint256 = self.earned[msg.sender]
    assert amount > 0, "nothing"
    self.earned[msg.sender] = 0
    day: uint256 = block.timestamp // DAY
    paid: uint256 = self.paid_on[day] + amount
    assert paid <= self.day_limit, "day limit"
    self.paid_on[day] = paid
    assert extcall IERC20(self.reward_token).transfer(msg.sender, amount)
    log Claimed(player=msg.sender, amount=amount)
