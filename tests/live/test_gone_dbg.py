from tests.live.test_gone_through_every_door import *
from tests.live import test_gone_through_every_door as t
del test_who_left_receives_nothing_later_through_any_door, test_every_door_there_is_stands_in_a_list,test_the_number_of_doors_and_causes
@pytest.mark.parametrize("role",["delegate","guest","partner"])
def test_dbg(app,cast,role):
    scene = Scene(app, cast, role, ("browser","token"))
    scene.others_go_on(BEFORE)
    print("\nBEFORE", role, *scene.silent("before"), sep="\n  ")
    scene.others_go_on(LATER, f"Tavolo {LATER}")
    print("LATER", role, *scene.silent("later", True), sep="\n  ")
