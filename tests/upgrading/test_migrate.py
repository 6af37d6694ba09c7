"""What `fanal upgrade` asks Django once, in place of once for each relation of each model."""

from django.apps import apps
from django.db.migrations.state import StateApps

from fanal.web.management.commands.migrate import swappable_names_kept


def test_which_models_may_be_swapped_is_known_though_a_migration_draws_others():
    asked = []
    every = apps.get_models
    with swappable_names_kept():
        assert apps.get_swappable_settings_name("accounts.User") == "AUTH_USER_MODEL"
        StateApps([], {}).clear_cache()
        try:
            apps.get_models = lambda **more: asked.append(more) or every(**more)
            assert apps.get_swappable_settings_name("accounts.User") == "AUTH_USER_MODEL"
        finally:
            del apps.get_models
    assert asked == []


def test_afterwards_django_asks_as_before():
    with swappable_names_kept():
        pass
    assert "get_swappable_settings_name" not in vars(apps)
    assert apps.get_swappable_settings_name("accounts.Team") is None
