"""How joint work ends: its history, the forms that split, merge and close it, a merger, a dossier inside and in public."""

from tests.browser.scenes import Scene, open_everything, press

SCENES = [
    Scene("history", "delegate", "{workspace}/history"),
    Scene("history-none", "delegate", "{workspace}/history?kind=results&page=1&al=2019-01-01"),
    Scene("split", "delegate", "{workspace}/split?parts=3"),
    Scene("split-refused", "delegate", "{workspace}/split", press("main form .tv-btn--main"), 422),
    Scene("merging", "delegate", "{workspace}/mergers/new"),
    Scene("merger", "auditor", "{merger}", open_everything),
    Scene("closure", "delegate", "{workspace}/closure"),
    Scene("closure-refused", "delegate", "{workspace}/closure", press("main form .tv-btn--main"), 422),
    Scene("split-parent", "auditor", "{split_work}/history", open_everything),
    Scene("dossier", "auditor", "{closed_work}/dossier", open_everything),
    Scene("dossier-public", None, "/public{closed_work}"),
]
