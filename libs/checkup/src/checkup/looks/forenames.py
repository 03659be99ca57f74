"""First names often met in the United Kingdom, to tell jean.hadley from leasow.park."""

from __future__ import annotations

FORENAMES = frozenset(
    """
    aaron abdul abigail adam adrian ahmed aisha alan albert alex alexander alice alison amanda amy andrea
    andrew andy angela ann anna anne anthony arthur barbara barry ben benjamin bernard beth betty beverley
    bill bob brenda brian bronwen bryn carl carol caroline catherine charles charlie charlotte chloe chris
    christina christine christopher claire clare clive colin craig dafydd daniel darren dave david dawn
    dean debbie deborah debra denise dennis derek diana diane donald donna doreen dorothy douglas eileen
    elaine eleri eleanor elizabeth ellen emily emma eric eva fatima fiona frances frank fred gareth gary
    gavin gemma geoff geoffrey george gillian gordon graham grace gwen hannah harry hassan heather helen
    henry hilary howard hugh ian imran irene isabel ivan jack jackie jacqueline jake james jamie jan jane
    janet janice jason jayne jean jennifer jenny jeremy jess jessica jill jim joan joanna joanne joe john
    jon jonathan joseph josh joyce judith judy julia julian julie june karen karl kate katherine kathleen
    kathryn katie keith kelly ken kenneth kevin kim kirsty laura lauren lawrence lee leonard leslie lesley
    lewis linda lindsay lisa liz lorraine louise lucy luke lynn lynne maggie malcolm margaret maria marie
    marilyn marion mark martin martyn mary matt matthew maureen megan mel melanie michael michelle mick
    mike mohammed molly monica muhammad nadia natalie neil niall nicholas nick nicola nigel norma norman
    olive oliver olivia pam pamela pat patricia patrick paul paula pauline penny pete peter phil philip
    philippa phillip rachael rachel ray raymond rebecca rhys richard rita rob robert robin roger ronald
    rosemary ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean sharon
    sheila shirley sian simon sophie stacey stan stella stephanie stephen steve steven stewart stuart sue
    susan suzanne sylvia tanya ted teresa terry thomas tim timothy tina toby tom tony tracey tracy trevor
    valerie vera veronica vicky victor victoria vincent wayne wendy william yasmin yvonne zoe
    """.split()  # noqa: SIM905 (a list of names reads worse)
)
