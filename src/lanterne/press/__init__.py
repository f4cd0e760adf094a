"""The readers' face: newsrooms, articles, feeds and maps of the site, at /newsroom/."""
