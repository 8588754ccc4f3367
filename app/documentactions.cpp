// SPDX-License-Identifier: GPL-3.0-or-later
#include "documentactions.h"

#include "document/workspacedocument.h"
#include "recentfiles.h"
#include "samples.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace rolewright {

namespace {

const QString suffix = QStringLiteral("rolewright");
const QString directoryKey = QStringLiteral("lastDirectory");
/// One of the account ids that AWS's documentation uses, so that it can't be anybody's.
constexpr const char *firstAccount = "111122223333";

QAction *make(QObject *parent, const char *icon, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(theme::icon(QString::fromLatin1(icon)), text, parent);
    action->setShortcut(shortcut);
    return action;
}

bool isWorkspaceFile(const QString &path)
{
    return QFileInfo(path).suffix().compare(suffix, Qt::CaseInsensitive) == 0;
}

} // namespace

QString firstError(const ImportReport &report)
{
    for (const ImportRemark &remark : report.remarks) {
        if (remark.severity != Severity::Error)
            continue;
        const QString place = words::place(remark);
        return place.isEmpty() ? words::remark(remark) : QStringLiteral("%1: %2").arg(place, words::remark(remark));
    }
    return {};
}

DocumentActions::DocumentActions(WorkspaceDocument *document, RecentFiles *recent, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_recent(recent)
    , m_window(window)
{
    create = make(this, "new", tr("&New"), QKeySequence::New);
    open = make(this, "open", tr("&Open…"), QKeySequence::Open);
    import = make(this, "import", tr("&Import…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    save = make(this, "save", tr("&Save"), QKeySequence::Save);
    saveAs = make(this, "saveAs", tr("Save &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    import->setToolTip(tr("Import account exports: several files or pages make one workspace"));

    connect(create, &QAction::triggered, this, &DocumentActions::newWorkspace);
    connect(open, &QAction::triggered, this, [this] {
        askForFiles(tr("Open"), tr("Workspaces and account exports (*.rolewright *.json);;All files (*)"));
    });
    connect(import, &QAction::triggered, this, [this] {
        askForFiles(tr("Import account exports"), tr("Account exports (*.json);;All files (*)"));
    });
    connect(save, &QAction::triggered, this, &DocumentActions::saveCurrent);
    connect(saveAs, &QAction::triggered, this, &DocumentActions::askForSavePath);
    connect(&m_job, &ImportJob::progress, this, &DocumentActions::progress);
    connect(&m_job, &ImportJob::finished, this, &DocumentActions::onImported);
    connect(m_document, &WorkspaceDocument::saveFinished, this, &DocumentActions::onSaveFinished);
    connect(m_recent, &RecentFiles::chosen, this, [this](const QString &path) { openFiles({path}); });
}

void DocumentActions::newWorkspace()
{
    guarded([this] {
        cancelImport();
        WorldBuilder builder;
        builder.account(firstAccount).name = tr("My account").toStdString();
        emit aboutToOpen();
        m_document->setWorld(builder.build(), {}, {});
        emit opened();
    });
}

void DocumentActions::openSample(const Sample &sample)
{
    guarded([this, sample] {
        cancelImport();
        emit aboutToOpen();
        m_document->setWorld(sample.world, {}, sample.name);
        emit opened();
    });
}

void DocumentActions::askForFiles(const QString &title, const QString &filter)
{
    QSettings settings;
    const QStringList paths
        = QFileDialog::getOpenFileNames(m_window, title, settings.value(directoryKey, QDir::homePath()).toString(), filter);
    if (paths.isEmpty())
        return;
    settings.setValue(directoryKey, QFileInfo(paths.first()).absolutePath());
    openFiles(paths);
}

void DocumentActions::openFiles(const QStringList &paths)
{
    guarded([this, paths] { read(paths); });
}

void DocumentActions::read(const QStringList &paths)
{
    m_importing = paths;
    // Before it is read: what is written meanwhile is a change.
    m_stamp = FileStamp::of(paths.value(0));
    emit busyChanged(true);
    m_job.start(paths);
}

void DocumentActions::reopen()
{
    if (m_document->isModified()) {
        QMessageBox question(QMessageBox::Question, tr("Open again"),
            tr("Give up the unsaved changes to “%1” and open it as it is on the disk?").arg(m_document->displayName()), QMessageBox::Cancel, m_window);
        QPushButton *yes = question.addButton(tr("&Open it again"), QMessageBox::DestructiveRole);
        question.setDefaultButton(QMessageBox::Cancel);
        question.exec();
        if (question.clickedButton() != yes)
            return;
    }
    read({m_document->filePath()});
}

void DocumentActions::cancelImport()
{
    m_job.cancel();
}

bool DocumentActions::isBusy() const
{
    return m_job.isRunning() || m_document->isSaving();
}

void DocumentActions::onImported(const ImportResult &result)
{
    emit busyChanged(false);
    if (result.cancelled)
        return;
    const QString path = m_importing.value(0);
    const int files = static_cast<int>(m_importing.size());
    const QString name = files == 1 ? QFileInfo(path).fileName() : tr("%n file(s)", nullptr, files);
    if (!result.world) {
        const QString error = firstError(result.report);
        if (m_importing.size() == 1 && !QFileInfo::exists(path))
            m_recent->remove(path);
        emit imported(result.report, name, error.isEmpty() ? tr("%1: nothing in it can be used").arg(name) : error);
        return;
    }
    const bool ownFile = m_importing.size() == 1 && isWorkspaceFile(path);
    if (m_importing.size() == 1)
        m_recent->add(path);
    emit aboutToOpen();
    m_document->setWorld(*result.world, ownFile ? QFileInfo(path).absoluteFilePath() : QString(),
        ownFile ? QString() : QFileInfo(path).completeBaseName(), ownFile ? std::optional(m_stamp) : std::nullopt);
    emit opened();
    emit imported(result.report, name, {});
}

bool DocumentActions::saveCurrent()
{
    if (m_document->filePath().isEmpty())
        return askForSavePath();
    if (m_document->isChangedOnDisk())
        return askAboutOthersChange();
    saveTo(m_document->filePath());
    return true;
}

bool DocumentActions::askAboutOthersChange()
{
    QMessageBox question(QMessageBox::Warning, tr("Changed on disk"),
        tr("“%1” was changed by another program since it was opened here.").arg(m_document->displayName()), QMessageBox::Cancel, m_window);
    question.setInformativeText(tr("Saving would overwrite those changes."));
    const QPushButton *elsewhere = question.addButton(tr("&Save as…"), QMessageBox::AcceptRole);
    const QPushButton *again = question.addButton(tr("&Open it again"), QMessageBox::ActionRole);
    const QPushButton *overwrite = question.addButton(tr("Over&write"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() == elsewhere)
        return askForSavePath();
    if (question.clickedButton() == again)
        reopen();
    if (question.clickedButton() != overwrite)
        return false;
    saveTo(m_document->filePath());
    return true;
}

bool DocumentActions::askForSavePath()
{
    QSettings settings;
    QFileDialog dialog(m_window, tr("Save workspace"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilter(tr("Workspaces (*.rolewright)"));
    dialog.setDefaultSuffix(suffix);
    const QString here = m_document->filePath();
    dialog.setDirectory(here.isEmpty() ? settings.value(directoryKey, QDir::homePath()).toString() : QFileInfo(here).absolutePath());
    dialog.selectFile(QFileInfo(here.isEmpty() ? m_document->displayName() : here).completeBaseName() + u'.' + suffix);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return false;
    const QString path = dialog.selectedFiles().constFirst();
    settings.setValue(directoryKey, QFileInfo(path).absolutePath());
    saveTo(path);
    return true;
}

void DocumentActions::saveTo(const QString &path)
{
    m_document->startSave(path);
}

void DocumentActions::onSaveFinished(bool succeeded, const QString &error)
{
    const std::function<void()> next = std::exchange(m_afterSave, {});
    if (!succeeded) {
        emit failed(tr("The workspace couldn't be saved: %1").arg(error));
        return;
    }
    m_recent->add(m_document->filePath());
    emit saved();
    if (next && !m_document->isModified())
        next();
}

void DocumentActions::guarded(const std::function<void()> &proceed)
{
    if (!m_document->isModified()) {
        proceed();
        return;
    }
    QMessageBox question(QMessageBox::Question, tr("Unsaved changes"), tr("Save the changes to “%1”?").arg(m_document->displayName()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    question.setInformativeText(tr("They are lost when you don't."));
    question.setDefaultButton(QMessageBox::Save);
    question.button(QMessageBox::Save)->setText(tr("&Save"));
    question.button(QMessageBox::Discard)->setText(tr("&Discard"));
    question.button(QMessageBox::Cancel)->setText(tr("&Cancel"));
    switch (question.exec()) {
    case QMessageBox::Save:
        m_afterSave = proceed;
        if (!saveCurrent())
            m_afterSave = {};
        break;
    case QMessageBox::Discard:
        proceed();
        break;
    default:
        break;
    }
}

} // namespace rolewright
