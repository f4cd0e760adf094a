"""A small IMF package of our own making, as complete or as broken as a test wants it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

PICTURE, SOUND, CPL, PKL = (f"{n}0000000-0000-4000-8000-00000000000{n}" for n in "1234")
OTHER_CPL = "50000000-0000-4000-8000-000000000005"


def piece(
    asset: str, whole: int, first: int = 0, units: int = 0, *, rate: str = "25 1", words: str = ""
) -> str:
    """A resource of a playlist; all that is left when no length is given."""
    return (
        f"<Resource><Id>urn:uuid:{asset}</Id><EditRate>{rate}</EditRate><IntrinsicDuration>{whole}</IntrinsicDuration>"
        f"<EntryPoint>{first}</EntryPoint><SourceDuration>{units or whole - first}</SourceDuration>"
        f"<SourceEncoding>urn:uuid:{SOUND}</SourceEncoding>"
        f"<TrackFileId>urn:uuid:{asset}</TrackFileId>{words}</Resource>"
    )


def sequence(kind: str, number: int, *pieces: str) -> str:
    track = f"urn:uuid:{number:08d}-0000-4000-8000-0000000000ff"
    return (
        f'<c:{kind} xmlns:c="http://www.smpte-ra.org/ns/2067-2/2020"><Id>{track}</Id><TrackId>{track}</TrackId>'
        f"<ResourceList>{''.join(pieces)}</ResourceList></c:{kind}>"
    )


def playlist(*segments: str, identity: str = CPL, title: str = "The Lantern") -> str:
    """A playlist of these segments; the sound, if any, is said to be Brazilian Portuguese."""
    told = "".join(f"<Segment><SequenceList>{one}</SequenceList></Segment>" for one in segments)
    return (
        '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">'
        f"<Id>urn:uuid:{identity}</Id><ContentTitle>{title}</ContentTitle><EssenceDescriptorList><EssenceDescriptor>"
        f"<Id>urn:uuid:{SOUND}</Id><WAVEPCMDescriptor><RFC5646SpokenLanguage>pt-BR</RFC5646SpokenLanguage>"
        "</WAVEPCMDescriptor></EssenceDescriptor></EssenceDescriptorList><EditRate>25 1</EditRate>"
        f"<SegmentList>{told}</SegmentList></CompositionPlaylist>"
    )


@dataclass
class Package:
    """A folder to be filled with assets, and then with the papers that list them."""

    folder: Path
    names: dict[str, str] = field(default_factory=dict)

    def add(self, asset: str, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.names[asset] = name
        return path

    def seal(self) -> Path:
        """Write the packing list and the asset map of what was added."""
        listed = "".join(self._listed(*one) for one in self.names.items())
        self.add(PKL, "PKL.xml", f"<PackingList><AssetList>{listed}</AssetList></PackingList>")
        self.map(self.names)
        return self.folder

    def map(self, names: dict[str, str]) -> None:
        told = "".join(
            f"<Asset><Id>urn:uuid:{asset}</Id>{'<PackingList>true</PackingList>' if asset == PKL else ''}"
            f"<ChunkList><Chunk><Path>{name}</Path></Chunk></ChunkList></Asset>"
            for asset, name in names.items()
        )
        (self.folder / "ASSETMAP.xml").write_text(
            f"<AssetMap><AssetList>{told}</AssetList></AssetMap>"
        )

    def _listed(self, asset: str, name: str) -> str:
        content = (self.folder / name).read_bytes()
        digest = base64.b64encode(hashlib.sha1(content).digest()).decode()
        return (
            f"<Asset><Id>urn:uuid:{asset}</Id><Hash>{digest}</Hash><Size>{len(content)}</Size>"
            "<Type>application/mxf</Type></Asset>"
        )
