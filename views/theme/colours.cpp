// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/palette.h"

namespace rolewright::theme {

namespace {

Colours light()
{
    Colours c;
    c.window = QColor(0xf6, 0xf7, 0xf9);
    c.panel = QColor(0xff, 0xff, 0xff);
    c.editor = QColor(0xff, 0xff, 0xff);
    c.border = QColor(0xdf, 0xe3, 0xe8);
    c.text = QColor(0x1d, 0x24, 0x30);
    c.mutedText = QColor(0x5f, 0x69, 0x78);
    c.accent = QColor(0x25, 0x63, 0xc9);
    c.selection = QColor(0xe0, 0xec, 0xfc);
    c.hover = QColor(0xee, 0xf1, 0xf5);
    c.allowed = QColor(0x17, 0x80, 0x3d);
    c.allowedBackground = QColor(0xe7, 0xf5, 0xec);
    c.denied = QColor(0xb4, 0x23, 0x18);
    c.deniedBackground = QColor(0xfd, 0xec, 0xea);
    c.depends = QColor(0x8a, 0x5d, 0x00);
    c.dependsBackground = QColor(0xff, 0xf5, 0xdc);
    c.warning = QColor(0x9a, 0x67, 0x00);
    c.error = QColor(0xb4, 0x23, 0x18);
    c.info = QColor(0x25, 0x63, 0xc9);
    c.user = QColor(0x25, 0x63, 0xc9);
    c.group = QColor(0x0b, 0x72, 0x85);
    c.role = QColor(0xb7, 0x66, 0x0b);
    c.policy = QColor(0x7a, 0x4b, 0xc4);
    c.resource = QColor(0x3d, 0x7d, 0x2c);
    c.provider = QColor(0xb0, 0x30, 0x6a);
    c.account = QColor(0x5b, 0x64, 0x72);
    c.organization = QColor(0x5b, 0x64, 0x72);
    c.service = QColor(0xc2, 0x41, 0x0c);
    c.jsonKey = QColor(0x7a, 0x3e, 0x9d);
    c.jsonString = QColor(0x0b, 0x6e, 0x4f);
    c.jsonNumber = QColor(0xa8, 0x47, 0x0a);
    c.jsonKeyword = QColor(0x25, 0x63, 0xc9);
    return c;
}

Colours dark()
{
    Colours c;
    c.window = QColor(0x16, 0x19, 0x1f);
    c.panel = QColor(0x1d, 0x21, 0x28);
    c.editor = QColor(0x1d, 0x21, 0x28);
    c.border = QColor(0x31, 0x36, 0x3f);
    c.text = QColor(0xe3, 0xe6, 0xeb);
    c.mutedText = QColor(0x98, 0xa2, 0xb1);
    c.accent = QColor(0x7f, 0xb0, 0xff);
    c.selection = QColor(0x26, 0x36, 0x4f);
    c.hover = QColor(0x25, 0x2b, 0x34);
    c.allowed = QColor(0x5f, 0xd3, 0x8a);
    c.allowedBackground = QColor(0x17, 0x33, 0x24);
    c.denied = QColor(0xff, 0x8a, 0x80);
    c.deniedBackground = QColor(0x3b, 0x1d, 0x1f);
    c.depends = QColor(0xf2, 0xc1, 0x4e);
    c.dependsBackground = QColor(0x3a, 0x2f, 0x14);
    c.warning = QColor(0xf2, 0xc1, 0x4e);
    c.error = QColor(0xff, 0x8a, 0x80);
    c.info = QColor(0x7f, 0xb0, 0xff);
    c.user = QColor(0x7f, 0xb0, 0xff);
    c.group = QColor(0x4f, 0xc4, 0xd6);
    c.role = QColor(0xf0, 0xa5, 0x4a);
    c.policy = QColor(0xb6, 0x95, 0xf5);
    c.resource = QColor(0x8b, 0xd2, 0x74);
    c.provider = QColor(0xf0, 0x8c, 0xb8);
    c.account = QColor(0xaa, 0xb3, 0xc0);
    c.organization = QColor(0xaa, 0xb3, 0xc0);
    c.service = QColor(0xff, 0x9e, 0x6b);
    c.jsonKey = QColor(0xd0, 0xa6, 0xea);
    c.jsonString = QColor(0x86, 0xd9, 0xb3);
    c.jsonNumber = QColor(0xf0, 0xa5, 0x4a);
    c.jsonKeyword = QColor(0x7f, 0xb0, 0xff);
    return c;
}

} // namespace

const Colours &coloursOf(Scheme scheme)
{
    static const Colours lightColours = light();
    static const Colours darkColours = dark();
    return scheme == Scheme::Light ? lightColours : darkColours;
}

QPalette paletteOf(const Colours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.panel);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.panel);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    palette.setColor(QPalette::Button, c.panel);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::ToolTipBase, c.panel);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.panel.lighter(105));
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.border.darker(110));
    palette.setColor(QPalette::Shadow, c.border.darker(130));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, mixed(c.mutedText, c.panel, 0.6));
    return palette;
}

QColor mixed(const QColor &a, const QColor &b, double shareOfA)
{
    const auto channel = [shareOfA](int x, int y) { return static_cast<int>(x * shareOfA + y * (1.0 - shareOfA) + 0.5); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace rolewright::theme
