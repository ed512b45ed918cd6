"""What a page with forms for each yacht lists when there are many."""

from cloud_sync.pages.ages import MOST_LISTED, listed

YACHTS = {str(number): {"yacht_id": str(number), "name": f"Yacht {number}"} for number in range(1000)}


def the_first_are_listed_and_the_rest_counted() -> None:
    some = listed(YACHTS, None)
    assert (list(some.yachts), some.found, some.all) == (list(YACHTS)[:MOST_LISTED], 1000, 1000)


def one_types_some_of_a_name_in_any_letters_and_finds_a_yacht_beyond_them() -> None:
    some = listed(YACHTS, "YACHT 99")
    assert (len(some.yachts), some.found, some.words) == (11, 11, "YACHT 99")


def what_fits_nothing_lists_nothing() -> None:
    assert listed(YACHTS, "Zephyr").yachts == {}
