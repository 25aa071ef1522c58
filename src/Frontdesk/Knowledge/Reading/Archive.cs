using System.IO.Compression;

namespace Frontdesk.Knowledge.Reading;

/// <summary>
/// Looks at a ZIP archive before anything opens it as a document: what it is, and whether it would swell. Sizes in the
/// directory may lie, so every part that will be read is unpacked once, counted and thrown away.
/// </summary>
public static class Archive
{
    private const int MostEntries = 5000;
    private const long MostInflated = 200L * 1024 * 1024;
    private const int MostRatio = 200;
    private const long SmallEnough = 5L * 1024 * 1024;

    /// <exception cref="UnreadableFileException">It is no Word document, or one that would swell beyond measure.</exception>
    public static void CheckWordDocument(Stream file, CancellationToken ct)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries)
            {
                throw TooLarge();
            }

            if (zip.GetEntry("word/document.xml") is null)
            {
                throw new UnreadableFileException("UNSUPPORTED_TYPE", WhatItIs(zip));
            }

            CountInflated(zip, file.Length, ct);
        }
        catch (Exception broken) when (broken is InvalidDataException or NotSupportedException or EndOfStreamException or IOException or ArgumentException)
        {
            throw Damaged();
        }
    }

    public static UnreadableFileException Damaged() => new("DAMAGED", "This Word document is damaged and cannot be read. Open it in Word, save it again and upload that.");

    private static void CountInflated(ZipArchive zip, long packed, CancellationToken ct)
    {
        var buffer = new byte[81920];
        long total = 0;
        // Pictures and fonts inside are never opened: only what is read as XML has to be counted.
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            using var part = entry.Open();
            long size = 0;
            while (part.Read(buffer) is > 0 and var read)
            {
                ct.ThrowIfCancellationRequested();
                (size, total) = (size + read, total + read);
                if (total > MostInflated || (size > SmallEnough && size > Math.Max(1, entry.CompressedLength) * MostRatio) || (total > SmallEnough && total > packed * MostRatio))
                {
                    throw TooLarge();
                }
            }
        }
    }

    private static UnreadableFileException TooLarge() =>
        new("TOO_LARGE", "This file swells to far more than its size when it is unpacked, so it was not opened. Copy its text into a new document and upload that.");

    private static string WhatItIs(ZipArchive zip) => zip switch
    {
        _ when zip.GetEntry("xl/workbook.xml") is not null => "This is a spreadsheet. Save the sheet as CSV and upload that.",
        _ when zip.GetEntry("ppt/presentation.xml") is not null => "This is a presentation. Save it as PDF and upload that.",
        _ when zip.GetEntry("mimetype") is not null || zip.GetEntry("META-INF/container.xml") is not null => "This document is in a format that cannot be read. Save it as DOCX or PDF and upload that.",
        _ => "This is a ZIP archive and not a Word document. Unpack it and upload the documents inside.",
    };
}
