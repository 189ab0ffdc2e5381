"""My desk: what waits for me and nobody else's."""


def test_a_delegate_finds_her_meeting_her_output_and_her_workspace(app, visitor, cast):
    with app.app_context():
        cast.workspace()
        cast.convened_meeting()
    page = visitor("delegate").get("/").text
    assert "Prima seduta" in page
    assert "Si fa un elenco comune" in page
    assert "Residenze" in page


def test_the_outsider_finds_an_empty_desk_that_says_what_to_do(app, visitor, cast):
    with app.app_context():
        cast.workspace()
        cast.convened_meeting()
    browser = visitor("outsider")
    shown = browser.get_json("/").get_json()
    assert shown == {
        **{"meetings": [], "outputs": [], "workspaces": [], "mandates": []},
        **{"guests": [], "ending": [], "waiting": [], "actions": [], "clock": [], "handed": [], "proposals": []},
        **{"coherence": [], "mergers": [], "tasks": [], "unread": []},
    }
    page = browser.get("/").text
    assert "Residenze" not in page
    assert "Niente ti aspetta" in page


def test_a_desk_costs_the_same_with_one_workspace_and_with_seven(app, visitor, cast, counted):
    with app.app_context():
        cast.workspace()
    browser = visitor("delegate")
    with counted() as few:
        browser.get("/")
    with app.app_context():
        for _ in range(6):
            cast.workspace()
    with counted() as many:
        browser.get("/")
    assert len(few) == len(many)
