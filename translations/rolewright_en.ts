<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Answers</name>
    <message numerus="yes">
        <source>%1, %2 and %n more allow it</source>
        <translation>
            <numerusform>%1, %2 and %n more allow it</numerusform>
            <numerusform>%1, %2 and %n more allow it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message numerus="yes">
        <source>%1: %n statements</source>
        <translation>
            <numerusform>%1: %n statement</numerusform>
            <numerusform>%1: %n statements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FixPlaces</name>
    <message numerus="yes">
        <source>%n other users and roles are concerned as well.</source>
        <translation>
            <numerusform>%n other user or role is concerned as well.</numerusform>
            <numerusform>%n other users and roles are concerned as well.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message numerus="yes">
        <source>%n services</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more users</source>
        <translation>
            <numerusform>%n more user</numerusform>
            <numerusform>%n more users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more groups</source>
        <translation>
            <numerusform>%n more group</numerusform>
            <numerusform>%n more groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more roles</source>
        <translation>
            <numerusform>%n more role</numerusform>
            <numerusform>%n more roles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more policies</source>
        <translation>
            <numerusform>%n more policy</numerusform>
            <numerusform>%n more policies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more accounts</source>
        <translation>
            <numerusform>%n more account</numerusform>
            <numerusform>%n more accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alike</source>
        <translation>
            <numerusform>%n more alike</numerusform>
            <numerusform>%n more alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users and roles</source>
        <translation>
            <numerusform>%n user or role</numerusform>
            <numerusform>%n users and roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaunchOptions</name>
    <message numerus="yes">
        <source>“%1” needs %n value(s)</source>
        <translation>
            <numerusform>“%1” needs %n value</numerusform>
            <numerusform>“%1” needs %n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message numerus="yes">
        <source>Allowed via %n roles</source>
        <translation>
            <numerusform>Allowed via %n role</numerusform>
            <numerusform>Allowed via %n roles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Allowed directly, and via %n roles</source>
        <translation>
            <numerusform>Allowed directly, and via %n role</numerusform>
            <numerusform>Allowed directly, and via %n roles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Depends on %n keys</source>
        <translation>
            <numerusform>Depends on %n key</numerusform>
            <numerusform>Depends on %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Depends on the conditions of %n routes</source>
        <translation>
            <numerusform>Depends on the conditions of %n route</numerusform>
            <numerusform>Depends on the conditions of %n routes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimulationText</name>
    <message numerus="yes">
        <source>%n resources</source>
        <translation>
            <numerusform>%n resource</numerusform>
            <numerusform>%n resources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TreeEdits</name>
    <message numerus="yes">
        <source>Deleted account “%1” and the %n entities in it</source>
        <translation>
            <numerusform>Deleted account “%1” and the %n entity in it</numerusform>
            <numerusform>Deleted account “%1” and the %n entities in it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictBox</name>
    <message numerus="yes">
        <source>%n roles are nearly a way.</source>
        <translation>
            <numerusform>%n role is nearly a way.</numerusform>
            <numerusform>%n roles are nearly a way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::AnswerView</name>
    <message numerus="yes">
        <source>%n more routes ▸</source>
        <translation>
            <numerusform>%n more route ▸</numerusform>
            <numerusform>%n more routes ▸</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n routes under conditions</source>
        <translation>
            <numerusform>%n route under conditions</numerusform>
            <numerusform>%n routes under conditions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::DocumentActions</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::EntityPage</name>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::FindBar</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::GraphPanel</name>
    <message numerus="yes">
        <source>%n step(s) around</source>
        <translation>
            <numerusform>%n step around</numerusform>
            <numerusform>%n steps around</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::ImportReportDialog</name>
    <message numerus="yes">
        <source>%1: %2 users, %3 groups, %4 roles, %5 policies, %6 resources. %n remark(s):</source>
        <translation>
            <numerusform>%1: %2 users, %3 groups, %4 roles, %5 policies, %6 resources. %n remark:</numerusform>
            <numerusform>%1: %2 users, %3 groups, %4 roles, %5 policies, %6 resources. %n remarks:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::MainWindow</name>
    <message numerus="yes">
        <source>%1: %n remark(s) on what was read</source>
        <translation>
            <numerusform>%1: %n remark on what was read</numerusform>
            <numerusform>%1: %n remarks on what was read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::NearMissList</name>
    <message numerus="yes">
        <source>%n near misses</source>
        <translation>
            <numerusform>%n near miss</numerusform>
            <numerusform>%n near misses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::ReachPanel</name>
    <message numerus="yes">
        <source>up to %n roles in a row</source>
        <translation>
            <numerusform>up to %n role in a row</numerusform>
            <numerusform>up to %n roles in a row</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::SimulatorPanel</name>
    <message numerus="yes">
        <source>Through up to %n roles</source>
        <translation>
            <numerusform>Through up to %n role</numerusform>
            <numerusform>Through up to %n roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::StatusLine</name>
    <message numerus="yes">
        <source>✓ saved %n s ago</source>
        <translation>
            <numerusform>✓ saved %n s ago</numerusform>
            <numerusform>✓ saved %n s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✓ saved %n min ago</source>
        <translation>
            <numerusform>✓ saved %n min ago</numerusform>
            <numerusform>✓ saved %n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln entity</numerusform>
            <numerusform>%Ln entities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::Workbench</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rolewright::WorldTreeModel</name>
    <message numerus="yes">
        <source>%n document(s) can&apos;t be used as they stand</source>
        <translation>
            <numerusform>%n document can&apos;t be used as it stands</numerusform>
            <numerusform>%n documents can&apos;t be used as they stand</numerusform>
        </translation>
    </message>
</context>
</TS>
