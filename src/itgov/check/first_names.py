"""The most common first names in Sweden, for telling a person's name from a role.

A choice of common names of address of women and men, with a few spellings of them; which they are changes
slowly, and a name that is missing only means a finding that is missing. Not a copy of any register.
Names that are Swedish
words for roles or places in a title are left out.
"""

from __future__ import annotations

_WOMEN = """
Agnes Agneta Alexandra Alice Alma Amanda Angelica Anita Ann Anna Anneli Annika Astrid Barbro Berit Birgit Birgitta
Britt Britta Camilla Carina Carolina Caroline Catarina Cecilia Charlotte Christina Cornelia Ebba Elin Elina Elisabet
Elisabeth Ella Ellen Elsa Emelie Emilia Emma Erika Ester Eva Fatima Felicia Frida Gabriella Gun Gunilla Hanna Hannah
Helen Helena Helene Ida Inga Inger Ingrid Irene Isabella Isabelle Jasmine Jenny Jessica Johanna Josefin Josefine Julia
Karin Karolina Katarina Kerstin Klara Kristina Lena Lina Linda Linn Linnea Linnéa Lisa Lisbeth Louise Lovisa Madeleine
Maja Malin Margareta Maria Mariam Marianne Marie Matilda Mia Mona Monica Monika Moa Märta Nathalie Nina Olivia
Pernilla
Pia Rebecca Ronja Rut Sandra Sara Sarah Signe Siv Sofia Sofie Solveig Sonja Stina Susanna Susanne Therese Therése
Tilda
Tove Tuva Ulla Ulrika Vera Veronica Viktoria Victoria Viola Yvonne Åsa
"""
_MEN = """
Adam Adrian Ahmed Albin Alexander Alfred Ali Allan Anders Andreas Anton Arne Arvid August Axel Bengt Benjamin Bernt
Bertil Björn Bo Börje Carl Casper Christer Christian Christoffer Claes Dan Daniel David Dennis Edvin Elias Elliot
Emanuel
Emil Erik Evert Felix Filip Folke Fredrik Gabriel Georg Gunnar Gustaf Gustav Gösta Göran Hampus Hans Harald Henrik
Hugo
Håkan Ingemar Ingvar Isak Ivar Jack Jakob Jan Jens Jesper Jim Joakim Joel Johan Johannes John Johnny Jonas Jonathan
Josef Jörgen Karl Kenneth Kent Kevin Kim Kjell Klas Kristian Kristoffer Kurt Lars Leif Lennart Leo Leon Liam Linus
Lucas
Ludvig Lukas Magnus Marcus Markus Martin Mats Mattias Max Melvin Michael Mikael Mohamed Morgan Nicklas Niklas Nils
Noah
Olle Olof Oliver Oskar Oscar Ove Patrik Per Peter Philip Pontus Rasmus Richard Rickard Robert Robin Rolf Roger Roland
Rune Samuel Sebastian Simon Stefan Sten Stig Sven Theo Thomas Tobias Tomas Tommy Tony Torbjörn Tore Ulf Valter Viktor
Victor Vincent Wilhelm William Åke Östen
"""

FIRST_NAMES: frozenset[str] = frozenset(f"{_WOMEN} {_MEN}".split())
