import pytest
from django.core.exceptions import ImproperlyConfigured

from lanterne.core import plugins
from lanterne.core.money import Money


def test_a_setting_names_a_class():
    assert plugins.load("lanterne.core.money.Money") is Money


@pytest.mark.parametrize(
    "dotted", ["lanterne.core.money.Gold", "lanterne.nowhere.Thing", "nodots", ""]
)
def test_a_setting_that_names_nothing_is_quoted_in_the_error(dotted):
    with pytest.raises(ImproperlyConfigured, match="cannot be loaded") as caught:
        plugins.load(dotted)
    assert repr(dotted) in str(caught.value)
