"""The slate of the worked example, as the tables of a bundle; what is not public in it is made up for the tests."""

WORKS = """key,kind,name,authors,language
vampires,novel,Vampires,Thierry Jonquet,fr
banlieusards,original,Banlieusards,Kery James,fr
osmosis,original,Osmosis,Audrey Fouché,fr
"""
SLATE = """key,kind,name,language,territory,stage,since,claim,work,outcome,outcome_reason,plan_released
osmosis,series,Osmosis,fr,FR,greenlit,2017-11-01,,osmosis,,,2019-03-29
banlieusards,film,Banlieusards,fr,FR,greenlit,2018-09-28,,banlieusards,,,
vampires,series,Vampires,fr,FR,development,2018-09-01,,vampires,,,
marseille,series,Marseille,fr,FR,released,2016-05-05,,,failure,Ended after two seasons.,
jinn,series,Jinn,ar,JO,greenlit,2018-02-26,,,,,
"""
MOVES = """project,stage,on,reason,claim
osmosis,preparation,2018-02-01,,
osmosis,shoot,2018-07-01,,
marseille,ended,2018-04-16,Not renewed after its second season.,
"""
PEOPLE = """project,person,role
osmosis,Audrey Fouché,writer
banlieusards,Kery James,writer
"""
CHAIN = """project,paper,standing,giver,taker,signed_on
vampires,author_grant,awaited,The heirs of Thierry Jonquet,The service,
banlieusards,writer_agreement,held,Kery James,The service,2018-08-01
"""
COMPLEXES = """key,name,territory,city,owned_since
abq,ABQ Studios,US,Albuquerque,2018-10-08
"""
ROOMS = "complex,name,kind\n" + "".join(f"abq,Stage {n},stage\n" for n in range(1, 9))
FIGURES = """project,complex,claim,about
marseille,,netflix-subscribers-fr,audience
,abq,netflix-subscribers-fr,reach
"""
TABLES = {
    "works": WORKS,
    "slate": SLATE,
    "moves": MOVES,
    "people": PEOPLE,
    "chain": CHAIN,
    "complexes": COMPLEXES,
    "rooms": ROOMS,
    "figures": FIGURES,
}
