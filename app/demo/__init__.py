"""Milan's demo world."""


def load_world_once():
    pass


def introduce(base_url):
    pass
