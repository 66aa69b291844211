"""What we write ourselves does what a CEL that others wrote does; and what is written out reads back the same."""

from __future__ import annotations

from typing import Any

import cel
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motcua.rules.expressions import Expression, ExpressionFault, Type, evaluate, in_words, read, type_faults
from motcua.rules.expressions.tree import Binary, Literal, Name, Node, Unary
from tests.rules import expression_trees
from tests.rules.expression_trees import SCOPE

EXPRESSIONS = st.one_of(expression_trees.truths(3), expression_trees.numbers(3)).map(Expression)


def as_others_do(text: str, facts: dict[str, Any]) -> object:
    """The value by the packaged CEL; None for any error. Fields that were not answered are null."""
    every = {**dict.fromkeys(SCOPE), **facts, "answers": facts}
    try:
        return cel.evaluate(text, every)
    except (TypeError, ValueError, ArithmeticError, RuntimeError):
        return None


@settings(max_examples=400, deadline=None)
@given(expression=EXPRESSIONS, facts=expression_trees.facts())
@example(Expression(Binary("/", Literal(-7), Literal(2))), {})
@example(Expression(Binary("%", Literal(-7), Literal(2))), {})
@example(Expression(Binary("||", Unary("!", Name("late")), Literal(True))), {})
@example(Expression(Binary("&&", Binary("<", Name("pages"), Literal(1)), Literal(False))), {})
def test_it_comes_to_what_the_packaged_cel_comes_to(expression: Expression, facts: dict[str, Any]) -> None:
    ours, theirs = evaluate(expression, facts), as_others_do(expression.text, facts)
    assert (type(ours), ours) == (type(theirs), theirs), expression.text


def misfits(tree: Node, wanted: Type) -> list[str]:
    """What is wrong with it, but that it divides by a nought which a form may not write."""
    faults = [fault.sentence.words() for fault in type_faults(tree, SCOPE, wanted=wanted)]
    return [words for words in faults if "chia cho 0" not in words]


@settings(max_examples=200, deadline=None)
@given(expression=EXPRESSIONS)
@example(Expression(Binary("<", Literal(0), Binary("/", Literal(0), Literal(0)))))
@example(Expression(Binary("%", Literal(1), Literal(0))))
def test_what_is_written_out_reads_back_the_same_and_fits_its_form(expression: Expression) -> None:
    again = read(expression.text)
    if isinstance(again, ExpressionFault):
        assert len(expression.text) > 1_000 or "tầng" in again.sentence.words()
        return
    assert again == expression
    assert [] in (misfits(again.tree, Type.TRUTH), misfits(again.tree, Type.NUMBER))
    assert in_words(again.tree, {})


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="ab1\"\\ ()[].,?:&|!=<>+-*/%'in", max_size=60))
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    found = read(text)
    if isinstance(found, ExpressionFault):
        assert 0 <= found.at <= len(text) and found.sentence.words()
    else:
        assert read(found.text) == found


def nodes_of(*, terms: int) -> Node:
    node: Node = Name("pages")
    for _ in range(terms):
        node = Binary("+", node, Name("pages"))
    return node


def test_a_sum_of_as_many_terms_as_are_allowed_is_evaluated() -> None:
    assert evaluate(Expression(nodes_of(terms=99)), {"pages": 2}) == 200
